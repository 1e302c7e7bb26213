package dev.seaworthy.engine.entry;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryKind;
import java.util.List;

/**
 * Consecutive entries with their payloads, as a message or a storage batch carries them. Immutable; the core sees it as
 * {@link Entries}.
 *
 * @param entries in ascending order of index, without gaps
 */
public record EntryBatch(List<LogEntry> entries) implements Entries {
    @Override
    public int count() {
        return entries.size();
    }

    @Override
    public long term(int offset) {
        return entries.get(offset).term();
    }

    @Override
    public EntryKind kind(int offset) {
        return entries.get(offset).kind();
    }

    @Override
    public int bytes(int offset) {
        return entries.get(offset).payload().length;
    }

    @Override
    public Configuration configuration(int offset) {
        return ConfigurationCodec.decode(entries.get(offset).payload());
    }
}
