package dev.seaworthy.storage;

/**
 * The words for stored data that cannot be trusted.
 *
 * <p>For now every damage has one answer, to refuse. This is the place where a verdict (torn, damaged, amnesia) is to
 * be told from the evidence once batches are chained by hash.
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

    /** Something is wrong with the record of this key, found by a decoder. */
    static StoreException of(byte[] key, String whatIsWrong, RuntimeException cause) {
        return new StoreException(KeyLayout.describe(key) + " " + whatIsWrong + CURE, cause);
    }
}
