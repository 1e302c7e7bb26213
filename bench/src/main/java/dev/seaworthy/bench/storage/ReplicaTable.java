package dev.seaworthy.bench.storage;

import dev.seaworthy.storage.MarkSync;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Prints how many proposals a replica commits on the storage of production, beside the same replica on a plain file.
 */
final class ReplicaTable {
    private static final int[] PAYLOADS = {16, 1024};
    private static final int[] OUTSTANDING = {1, 16, 64, 256};
    private static final long TURN_NANOS = 200_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Path root;
    private final int seconds;

    /**
     * A table that is yet to be measured.
     *
     * @param root where files are made
     * @param seconds for each cell
     */
    ReplicaTable(Path root, int seconds) {
        this.root = root;
        this.seconds = seconds;
    }

    void print() throws Exception {
        System.out.println();
        System.out.println("Proposals committed per second by a cluster of one, with so many outstanding, in turns of"
                + " 200 ms.");
        System.out.println("plain: append and fdatasync of what waits; later, before: ReplicaStorage with marks synced"
                + " later, or before acknowledging.");
        System.out.println();
        System.out.println("payload  outstanding |    plain/s    later/s   before/s |  later/plain  before/plain");
        for (int payload : PAYLOADS) {
            Path place = root.resolve("replica-" + payload);
            try (LoneReplica plain = LoneReplica.onPlainFile(root.resolve("plain-" + payload), payload);
                    LoneReplica later = LoneReplica.onStorage(
                            place.resolveSibling(place.getFileName() + "-later"), MarkSync.LATER, payload);
                    LoneReplica before = LoneReplica.onStorage(
                            place.resolveSibling(place.getFileName() + "-before"),
                            MarkSync.BEFORE_ACKNOWLEDGING,
                            payload)) {
                for (int outstanding : OUTSTANDING) {
                    LoneReplica[] all = {plain, later, before};
                    inTurns(all, outstanding, NANOS_PER_SECOND / 2);
                    for (LoneReplica one : all) {
                        one.reset();
                    }
                    inTurns(all, outstanding, seconds * NANOS_PER_SECOND);
                    System.out.printf(
                            Locale.ROOT,
                            "%5d B  %11d | %,10.0f %,10.0f %,10.0f | %12.2f %13.2f%n",
                            payload,
                            outstanding,
                            plain.perSecond(),
                            later.perSecond(),
                            before.perSecond(),
                            later.perSecond() / plain.perSecond(),
                            before.perSecond() / plain.perSecond());
                }
            }
        }
    }

    private static void inTurns(LoneReplica[] all, int outstanding, long nanosEach) {
        for (long spent = 0; spent < nanosEach; spent += TURN_NANOS) {
            for (LoneReplica one : all) {
                one.run(outstanding, TURN_NANOS);
            }
        }
    }
}
