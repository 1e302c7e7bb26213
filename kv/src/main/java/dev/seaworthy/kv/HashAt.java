package dev.seaworthy.kv;

/**
 * Asks for a digest of everything that is known of the revisions up to one: equal on all replicas that have compacted
 * at the same revision.
 *
 * @param revision up to which; 0 for the newest
 */
public record HashAt(long revision) implements KvQuery {
    public HashAt {
        if (revision < 0) {
            throw new IllegalArgumentException("a negative revision: " + revision);
        }
    }
}
