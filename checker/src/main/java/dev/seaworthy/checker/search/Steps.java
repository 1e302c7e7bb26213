package dev.seaworthy.checker.search;

/**
 * A sequential object in numbers: states and kinds of operations are numbered from 0, and a kind is what matters of an
 * operation beside its time. Two operations of one kind do the same in every state.
 */
public interface Steps {
    /** What {@link #step} says where the operation is impossible. */
    int IMPOSSIBLE = -1;

    /** The state before the first operation. */
    int initial();

    /** How many kinds there are. */
    int kinds();

    /** The state after an operation of this kind in this state, or {@link #IMPOSSIBLE}. */
    int step(int state, int kind);

    /** Whether operations of this kind leave every state as it is. */
    boolean isReadOnly(int kind);

    /** How much memory the steps hold by now, in bytes; roughly. */
    long memoryBytes();
}
