package dev.seaworthy.cli.torture;

import java.util.Locale;

/** What exactly goes wrong. */
public enum Form {
    /** One node is killed. */
    KILL(FaultKind.KILL, 300, 2_500),
    /** All nodes are killed, as nearly at once as can be. */
    KILL_ALL(FaultKind.KILL, 100, 800),
    /** One node is stopped. */
    PAUSE(FaultKind.PAUSE, 500, 3_500),
    /** One node hears nobody and is heard by nobody. */
    ISOLATE(FaultKind.PARTITION, 800, 4_000),
    /** A node and some others hear each other, the rest each other, and neither the other side. */
    SPLIT(FaultKind.PARTITION, 800, 4_000),
    /** One node is heard by all, and hears nobody. */
    DEAF(FaultKind.PARTITION, 800, 3_000),
    /** One node hears all, and is heard by nobody. */
    MUTE(FaultKind.PARTITION, 800, 3_000),
    /** Whatever goes to one node, or comes from it, takes its time. */
    SLOW(FaultKind.PARTITION, 1_000, 4_000),
    /** The file system of one node has hardly any room. */
    FULL(FaultKind.DISK, 1_500, 4_000);

    private final FaultKind kind;
    private final int leastMillis;
    private final int mostMillis;

    Form(FaultKind kind, int leastMillis, int mostMillis) {
        this.kind = kind;
        this.leastMillis = leastMillis;
        this.mostMillis = mostMillis;
    }

    FaultKind kind() {
        return kind;
    }

    int leastMillis() {
        return leastMillis;
    }

    int mostMillis() {
        return mostMillis;
    }

    /** As people and files call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
