package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.entry.ConfigurationCodec;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.Arrays;

/**
 * Every entry that was ever in any log, each once, told apart by index and term and numbered from 1. Each knows its
 * predecessor, so that the logs of all replicas are paths in one tree: two logs are equal up to an index exactly if
 * they hold the same number there. Each also knows the configuration in force where it is the last one of a log.
 */
final class EntryTree {
    /** Stands where no entry is: before the first index, and beyond the end of a log. */
    static final int NONE = 0;

    private static final int INITIAL_CAPACITY = 256;

    private int[] newestAtIndex = new int[INITIAL_CAPACITY];
    private int[] olderAtSameIndex = new int[INITIAL_CAPACITY];
    private int[] predecessors = new int[INITIAL_CAPACITY];
    private long[] terms = new long[INITIAL_CAPACITY];
    private LogEntry[] entries = new LogEntry[INITIAL_CAPACITY];
    private Electorate[] electorates = new Electorate[INITIAL_CAPACITY];
    private int size = 1;
    private final Roster roster;

    /**
     * A tree of no entries.
     *
     * @param initial what is in force before any entry
     */
    EntryTree(Configuration initial, Roster roster) {
        this.roster = roster;
        electorates[NONE] = new Electorate(0, initial, roster);
    }

    /** The entry of this index and term; {@link #NONE} where there never was one. */
    int find(long index, long term) {
        if (index >= newestAtIndex.length) {
            return NONE;
        }
        int id = newestAtIndex[(int) index];
        while (id != NONE && terms[id] != term) {
            id = olderAtSameIndex[id];
        }
        return id;
    }

    int add(LogEntry entry, int predecessor) {
        if (size == terms.length) {
            int capacity = 2 * size;
            olderAtSameIndex = Arrays.copyOf(olderAtSameIndex, capacity);
            predecessors = Arrays.copyOf(predecessors, capacity);
            terms = Arrays.copyOf(terms, capacity);
            entries = Arrays.copyOf(entries, capacity);
            electorates = Arrays.copyOf(electorates, capacity);
        }
        int index = Math.toIntExact(entry.index());
        if (index >= newestAtIndex.length) {
            newestAtIndex = Arrays.copyOf(newestAtIndex, Math.max(index + 1, 2 * newestAtIndex.length));
        }
        int id = size++;
        olderAtSameIndex[id] = newestAtIndex[index];
        newestAtIndex[index] = id;
        predecessors[id] = predecessor;
        terms[id] = entry.term();
        entries[id] = entry;
        electorates[id] = entry.kind() == EntryKind.CONFIGURATION
                ? new Electorate(entry.index(), ConfigurationCodec.decode(entry.payload()), roster)
                : electorates[predecessor];
        return id;
    }

    /** The term of an entry; 0 for {@link #NONE}. */
    long term(int id) {
        return terms[id];
    }

    /** The entry as it was first seen. */
    LogEntry entry(int id) {
        return entries[id];
    }

    /** What is in force in a log that ends with this entry; the initial configuration for {@link #NONE}. */
    Electorate electorate(int id) {
        return electorates[id];
    }

    /** The entry right before this one; {@link #NONE} before the first. */
    int predecessor(int id) {
        return predecessors[id];
    }

    /** The index of an entry; 0 for {@link #NONE}. */
    long index(int id) {
        return id == NONE ? 0 : entries[id].index();
    }

    /** The entry in words. */
    String describe(int id) {
        return id == NONE ? "no entry" : "the entry of term " + terms[id];
    }
}
