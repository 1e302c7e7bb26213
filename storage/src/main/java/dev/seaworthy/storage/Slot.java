package dev.seaworthy.storage;

/** The small records of a replica that are overwritten in place, each in a slot of its own. */
public enum Slot {
    /** The first copy of the hard state. */
    HARD_STATE_A("hard-state-a"),
    /** The second copy of the hard state. */
    HARD_STATE_B("hard-state-b"),
    /** The mark of every other acknowledged batch. */
    MARK_A("mark-a"),
    /** The mark of those between. */
    MARK_B("mark-b");

    private final String fileName;

    Slot(String fileName) {
        this.fileName = fileName;
    }

    /** The name of its file in a data directory. */
    public String fileName() {
        return fileName;
    }
}
