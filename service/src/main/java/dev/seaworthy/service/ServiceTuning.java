package dev.seaworthy.service;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.node.transport.HostPort;
import java.time.Duration;
import java.util.Map;

/**
 * What most members leave as it is.
 *
 * @param peerRoutes where this member calls another one instead of where that listens for members, by node id: the near
 *     end of a tunnel or of a proxy. Nobody is told of it
 * @param clientRoutes the same for the door for clients, to which requests are forwarded
 * @param snapshotEntries how many entries are applied between two snapshots; at least 1
 * @param electionTimeout shortest silence after which a follower suspects its leader; the longest is twice that, and
 *     heartbeats come three times as often. At least 10 ms; should be the same on all members
 */
public record ServiceTuning(
        Map<Long, HostPort> peerRoutes,
        Map<Long, HostPort> clientRoutes,
        int snapshotEntries,
        Duration electionTimeout) {
    /** How many entries are applied between two snapshots if nothing else is said. */
    public static final int SNAPSHOT_ENTRIES = 100_000;

    /** The shortest election timeout if nothing else is said: 150 ms. */
    public static final Duration ELECTION_TIMEOUT = Duration.ofNanos(Limits.DEFAULT.electionTimeoutMinNanos());

    /** The largest request a member takes, and what a command has on top of it. */
    private static final int ENTRY_BYTES_MAX = KvService.REQUEST_BYTES_MAX + (512 << 10);

    private static final Duration ELECTION_TIMEOUT_LEAST = Duration.ofMillis(10);

    /** Straight ways, snapshots every {@value #SNAPSHOT_ENTRIES} entries, elections after 150 to 300 ms of silence. */
    public static final ServiceTuning DEFAULT =
            new ServiceTuning(Map.of(), Map.of(), SNAPSHOT_ENTRIES, ELECTION_TIMEOUT);

    public ServiceTuning {
        peerRoutes = Map.copyOf(peerRoutes);
        clientRoutes = Map.copyOf(clientRoutes);
        if (snapshotEntries < 1) {
            throw new IllegalArgumentException("at least 1 entry lies between two snapshots, not " + snapshotEntries);
        }
        if (electionTimeout.compareTo(ELECTION_TIMEOUT_LEAST) < 0) {
            throw new IllegalArgumentException(
                    "an election timeout has at least 10 ms, not " + electionTimeout.toMillis());
        }
    }

    /** The bounds of the replica: no more entries stay behind a snapshot than lie between two of them. */
    Limits limits() {
        long silence = electionTimeout.toNanos();
        return Limits.DEFAULT
                .withTimeoutsNanos(silence / 3, silence, 2 * silence)
                .withEntryBytesMax(ENTRY_BYTES_MAX)
                .withTrailingEntries(Math.min(Limits.DEFAULT.trailingEntries(), snapshotEntries));
    }
}
