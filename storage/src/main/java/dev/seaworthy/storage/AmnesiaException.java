package dev.seaworthy.storage;

/**
 * The data of a replica is refused because what it promised is forgotten; the message says how to replace the member.
 */
public final class AmnesiaException extends StoreException {
    private static final long serialVersionUID = 1L;

    private static final String CURE =
            ". What this replica promised is forgotten, and it could vote twice: it must not start again as the same"
                    + " member. Keep a copy of its data directory for study, initialise an empty directory with a new"
                    + " disk id and nobody in its configuration, and let the leader replace the old member by the new"
                    + " one";

    private final String why;

    /** @param why what is missing or unreadable */
    AmnesiaException(String why) {
        super(why + CURE);
        this.why = why;
    }

    /** The verdict. */
    public Verdict.Amnesia verdict() {
        return new Verdict.Amnesia(why);
    }
}
