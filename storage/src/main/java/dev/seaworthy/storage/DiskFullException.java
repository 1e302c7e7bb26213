package dev.seaworthy.storage;

import java.nio.file.Path;

/**
 * There is too little free space to write safely. Nothing was written and the store stays usable: the same write may be
 * tried again when there is more.
 */
public final class DiskFullException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final transient Path directory;
    private final long usableBytes;
    private final long neededBytes;

    /**
     * Refuses a write.
     *
     * @param directory where the store lies
     * @param usableBytes what is free there
     * @param neededBytes what has to be free before something is written
     */
    public DiskFullException(Path directory, long usableBytes, long neededBytes) {
        super("the disk of " + directory + " has " + usableBytes + " bytes free and nothing is written below "
                + neededBytes + ", which the store may need for itself: make room, then writing goes on");
        this.directory = directory;
        this.usableBytes = usableBytes;
        this.neededBytes = neededBytes;
    }

    /** Where the store lies; null in a copy that was serialised. */
    public Path directory() {
        return directory;
    }

    /** Bytes that were free. */
    public long usableBytes() {
        return usableBytes;
    }

    /** Bytes that have to be free. */
    public long neededBytes() {
        return neededBytes;
    }
}
