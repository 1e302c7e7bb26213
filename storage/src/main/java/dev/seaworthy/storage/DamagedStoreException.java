package dev.seaworthy.storage;

import java.nio.file.Path;

/**
 * The files of a store are not as they were written: something that was acknowledged may be gone. Nothing was changed,
 * so that all evidence is still there.
 */
public final class DamagedStoreException extends StoreException {
    private static final long serialVersionUID = 1L;

    /** Offset of a damage that concerns a file as a whole. */
    public static final long WHOLE_FILE = -1;

    private final transient Path file;
    private final long offset;
    private final String reason;

    /**
     * Reports damage.
     *
     * @param file what is damaged
     * @param offset where in it, in bytes; {@link #WHOLE_FILE} for the file as a whole
     * @param reason what is wrong there, a few words
     * @param cause what LevelDB said; null where it was not asked
     */
    public DamagedStoreException(Path file, long offset, String reason, Throwable cause) {
        super(
                file + (offset == WHOLE_FILE ? " " : " is damaged at byte " + offset + ": ") + reason
                        + ". Nothing was repaired, because that drops data silently. What this replica promised may be"
                        + " lost: keep a copy of the directory, remove the member from the cluster, wipe the directory"
                        + " and let it join again as a new one",
                cause);
        this.file = file;
        this.offset = offset;
        this.reason = reason;
    }

    /** What is damaged; null in a copy that was serialised. */
    public Path file() {
        return file;
    }

    /** Where in it, in bytes, or {@link #WHOLE_FILE}. */
    public long offset() {
        return offset;
    }

    /** What is wrong there. */
    public String reason() {
        return reason;
    }
}
