package dev.seaworthy.kv;

/**
 * Forgets what was replaced or removed up to a revision: reads at that revision and at later ones see what they saw
 * before, reads at earlier ones are refused.
 *
 * @param revision at least 1; refused where it is beyond the store's, or was compacted already
 */
public record Compact(long revision) implements KvCommand {
    public Compact {
        if (revision < 1) {
            throw new IllegalArgumentException("revisions begin at 1, not " + revision);
        }
    }
}
