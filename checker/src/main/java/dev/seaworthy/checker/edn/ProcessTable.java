package dev.seaworthy.checker.edn;

import java.util.Arrays;

/** Which operation each process has under way: a map from long to int, without boxes. Never walked. For one thread. */
final class ProcessTable {
    /** What an idle process has under way. */
    static final int NONE = -1;

    private static final int CAPACITY_MIN = 64;
    private static final int EMPTY = -2;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int SPREAD_SHIFT = 32;

    private long[] processes = new long[CAPACITY_MIN];
    private int[] operations = new int[CAPACITY_MIN];
    private int used;

    ProcessTable() {
        Arrays.fill(operations, EMPTY);
    }

    /** The operation that the process has under way, or {@link #NONE}. */
    int get(long process) {
        int operation = operations[slotOf(process)];
        return operation == EMPTY ? NONE : operation;
    }

    void put(long process, int operation) {
        int slot = slotOf(process);
        if (operations[slot] == EMPTY) {
            if (2 * used >= operations.length) {
                grow();
                slot = slotOf(process);
            }
            used++;
            processes[slot] = process;
        }
        operations[slot] = operation;
    }

    private int slotOf(long process) {
        int slot = (int) (process * SPREAD >>> SPREAD_SHIFT) & operations.length - 1;
        while (operations[slot] != EMPTY && processes[slot] != process) {
            slot = slot + 1 & operations.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldProcesses = processes;
        int[] oldOperations = operations;
        processes = new long[2 * oldProcesses.length];
        operations = new int[processes.length];
        Arrays.fill(operations, EMPTY);
        for (int i = 0; i < oldOperations.length; i++) {
            if (oldOperations[i] != EMPTY) {
                int slot = slotOf(oldProcesses[i]);
                processes[slot] = oldProcesses[i];
                operations[slot] = oldOperations[i];
            }
        }
    }
}
