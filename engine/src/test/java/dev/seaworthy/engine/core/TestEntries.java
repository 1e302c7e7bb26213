package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/** Log entries without payloads, as tests write them down. Immutable. */
record TestEntries(List<Entry> entries) implements Entries {
    record Entry(long term, EntryKind kind, int bytes, Configuration configuration) {
        static Entry command(long term, int bytes) {
            return new Entry(term, EntryKind.COMMAND, bytes, null);
        }

        static Entry configuration(long term, Configuration configuration) {
            return new Entry(term, EntryKind.CONFIGURATION, 1, configuration);
        }
    }

    TestEntries {
        entries = List.copyOf(entries);
    }

    /** One command of one byte per term named. */
    static TestEntries ofTerms(long... terms) {
        List<Entry> entries = new ArrayList<>();
        for (long term : terms) {
            entries.add(Entry.command(term, 1));
        }
        return new TestEntries(entries);
    }

    static TestEntries of(Entry... entries) {
        return new TestEntries(List.of(entries));
    }

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
        return entries.get(offset).bytes();
    }

    @Override
    public Configuration configuration(int offset) {
        return entries.get(offset).configuration();
    }
}
