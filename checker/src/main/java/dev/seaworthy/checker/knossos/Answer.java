package dev.seaworthy.checker.knossos;

/** The first words of what Knossos' JVM answers. */
final class Answer {
    /** Linearizable. */
    static final String GOOD = "good";
    /** Not linearizable; the {@code :index} of the event that fits nowhere follows, or -1. */
    static final String BAD = "bad";
    /** Undecided; the reason follows. */
    static final String UNKNOWN = "unknown";
    /** Knossos cannot be loaded; the reason follows. */
    static final String MISSING = "missing";

    private Answer() {}
}
