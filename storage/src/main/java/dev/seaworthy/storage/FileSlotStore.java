package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * Slots as preallocated files of one directory, one for each. They take their space when they are made: a full disk
 * does not keep them from being written.
 *
 * <p>At most one process may have a directory open at a time; that is for the owner of the data directory to see to.
 */
public final class FileSlotStore implements SlotStore {
    private final Path directory;
    private final Map<Slot, FileChannel> channels = new EnumMap<>(Slot.class);
    /** Why nothing is done any more; null while all is well. */
    private volatile String refusal;

    private FileSlotStore(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes empty slots, durably.
     *
     * @param directory where to; it exists
     * @throws StoreException where one is there already, or cannot be written
     */
    public static FileSlotStore create(Path directory) {
        FileSlotStore slots = new FileSlotStore(directory);
        try {
            for (Slot slot : Slot.values()) {
                Path file = directory.resolve(slot.fileName());
                if (Files.exists(file)) {
                    throw new StoreException(file + " is there already: open it, or name another directory");
                }
                slots.open(slot);
                slots.write(slot, new byte[SLOT_BYTES]);
                slots.sync(slot);
            }
            Directories.sync(directory);
        } catch (IOException | RuntimeException e) {
            slots.close();
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("no slots could be made in " + directory, e);
        }
        return slots;
    }

    /**
     * Opens the slots in a directory. One whose file is missing is empty: that is for the reader of its content to
     * judge.
     *
     * @throws StoreException where they cannot be opened for writing
     */
    public static FileSlotStore open(Path directory) {
        FileSlotStore slots = new FileSlotStore(directory);
        try {
            for (Slot slot : Slot.values()) {
                slots.open(slot);
            }
            // Covers the names of files that were missing.
            Directories.sync(directory);
        } catch (IOException e) {
            slots.close();
            throw new StoreException("the slots in " + directory + " could not be opened", e);
        }
        return slots;
    }

    private void open(Slot slot) throws IOException {
        channels.put(
                slot,
                FileChannel.open(
                        directory.resolve(slot.fileName()),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE));
    }

    @Override
    public byte[] read(Slot slot) {
        requireUsable();
        ByteBuffer content = ByteBuffer.allocate(SLOT_BYTES);
        try {
            while (content.hasRemaining() && channels.get(slot).read(content, content.position()) >= 0) {
                // Reads on until the slot is full or the file ends: what is missing counts as zeros.
            }
        } catch (IOException e) {
            throw new StoreException(directory.resolve(slot.fileName()) + " could not be read", e);
        }
        return content.array();
    }

    @Override
    public void write(Slot slot, byte[] content) {
        requireUsable();
        if (content.length > SLOT_BYTES) {
            throw new IllegalArgumentException(content.length + " bytes in a slot of " + SLOT_BYTES);
        }
        ByteBuffer rest = ByteBuffer.wrap(content);
        try {
            while (rest.hasRemaining()) {
                channels.get(slot).write(rest, rest.position());
            }
        } catch (IOException e) {
            throw failed(slot, "written", e);
        }
    }

    @Override
    public void sync(Slot slot) {
        requireUsable();
        try {
            // The size never changes: without the file's times one flush of the disk does.
            channels.get(slot).force(false);
        } catch (IOException e) {
            throw failed(slot, "synced", e);
        }
    }

    @Override
    public void close() {
        refusal = "the slots in " + directory + " are closed";
        for (FileChannel channel : channels.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing is lost by it: what matters was synced, which was told.
            }
        }
    }

    private StoreException failed(Slot slot, String what, IOException e) {
        StoreException failed = new StoreException(
                directory.resolve(slot.fileName()) + " could not be " + what
                        + ", so what is on the disk is unknown: look at the disk",
                e);
        refusal = failed.getMessage();
        return failed;
    }

    private void requireUsable() {
        String reason = refusal;
        if (reason != null) {
            throw new StoreException(reason);
        }
    }
}
