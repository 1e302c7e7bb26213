package dev.seaworthy.storage;

/**
 * What a disk did to a replica's data, told when the data is opened. In doubt, the worse one. A value.
 *
 * <p>{@link Clean} and {@link Torn} open as if nothing had happened. {@link Damaged} opens as a replica that has to
 * recover: it neither votes nor campaigns until a leader has given everything back. {@link Amnesia} does not open.
 */
public sealed interface Verdict {
    /** Whether the replica may start from it, perhaps to recover. */
    default boolean opens() {
        return !(this instanceof Amnesia);
    }

    /** One word for it, in lower case. */
    String word();

    /** Everything is there and sound. */
    record Clean() implements Verdict {
        @Override
        public String word() {
            return "clean";
        }
    }

    /**
     * A write that nobody was told of was interrupted, and what there was of it was cut off. Nothing acknowledged is
     * missing.
     *
     * @param what what was cut
     */
    record Torn(String what) implements Verdict {
        @Override
        public String word() {
            return "torn";
        }
    }

    /**
     * Entries that may have been acknowledged are missing or cannot be trusted; term and vote are sound.
     *
     * @param firstIndex the first index that may be affected
     * @param lastIndex the last one; less than {@code firstIndex} where no entry is known to be affected, and yet not
     *     all is as it was left
     * @param why the evidence
     */
    record Damaged(long firstIndex, long lastIndex, String why) implements Verdict {
        @Override
        public String word() {
            return "damaged";
        }
    }

    /**
     * Term and vote, or who the replica is, cannot be told any more: it could vote twice, and must never act under its
     * name again.
     *
     * @param why the evidence
     */
    record Amnesia(String why) implements Verdict {
        @Override
        public String word() {
            return "amnesia";
        }
    }
}
