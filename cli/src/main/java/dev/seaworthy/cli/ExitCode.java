package dev.seaworthy.cli;

/** What the shell is told. */
public final class ExitCode {
    /** All is well: no violation, linearizable, every bug found. */
    public static final int CLEAN = 0;
    /** What was looked for is there: a violation, a conflict, a bug that was not found. */
    public static final int FOUND = 1;
    /** The arguments or the input make no sense. */
    public static final int BAD_INPUT = 2;
    /** Nobody found out within the budget. */
    public static final int UNKNOWN = 3;
    /** Certainly not done: nobody could be reached who could do it. */
    public static final int UNAVAILABLE = 4;
    /** A fault of the command itself. */
    public static final int INTERNAL_ERROR = 70;

    private ExitCode() {}
}
