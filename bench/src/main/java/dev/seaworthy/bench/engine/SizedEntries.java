package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryKind;

/** So many commands of one term and one size, without their bytes. */
record SizedEntries(int count, long entryTerm, int entryBytes) implements Entries {
    @Override
    public long term(int offset) {
        return entryTerm;
    }

    @Override
    public EntryKind kind(int offset) {
        return EntryKind.COMMAND;
    }

    @Override
    public int bytes(int offset) {
        return entryBytes;
    }

    @Override
    public Configuration configuration(int offset) {
        throw new UnsupportedOperationException("commands hold no configuration");
    }
}
