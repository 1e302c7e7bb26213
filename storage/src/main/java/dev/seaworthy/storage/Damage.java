package dev.seaworthy.storage;

/**
 * The words for stored data that cannot be trusted.
 *
 * <p>What it means for the replica is for the {@link Verdict} to say; this is for a record that was asked for and could
 * not be given.
 */
final class Damage {
    private static final String CURE =
            ". What this replica promised may be lost with it, so it must not go on as the same member: remove it"
                    + " from the cluster, keep a copy of its data directory for study, wipe the directory and"
                    + " let it join again as a new member";

    private Damage() {}

    /** Something is wrong with the record of this key. */
    static StoreException of(byte[] key, String whatIsWrong) {
        return new StoreException(KeyLayout.describe(key) + " " + whatIsWrong + CURE);
    }

    /** Told apart from other damage because it has a harmless cause, too: data of a newer release. */
    static StoreException ofUnknownVersion(byte[] key, byte found, byte known) {
        return of(
                key,
                "has format version " + (found & 0xFF) + " while this release knows only " + known
                        + ": it was written by a newer release (run that one), or it is damaged");
    }

    /** Something is wrong with the record of this key, found by a decoder. */
    static StoreException of(byte[] key, String whatIsWrong, RuntimeException cause) {
        return new StoreException(KeyLayout.describe(key) + " " + whatIsWrong + CURE, cause);
    }
}
