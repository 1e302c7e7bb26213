package dev.seaworthy.cli.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file of a shard, to go on with: nobody else writes to it meanwhile, and a line that was written is on the disk.
 * To be closed. Not thread safe.
 */
public final class ShardFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Chunk> chunks;

    private ShardFile(Path file, FileChannel channel, List<Chunk> chunks) {
        this.file = file;
        this.channel = channel;
        this.chunks = new ArrayList<>(chunks);
    }

    /**
     * Begins the file of a shard, or goes on with it where it was left; what was torn is cut off.
     *
     * @param folder where it is, or is to be
     * @throws ShardException where it belongs to another campaign, is damaged, in use, or cannot be written
     */
    public static ShardFile open(Path folder, ShardPlan plan) throws ShardException {
        Path file = folder.resolve(plan.fileName());
        try {
            boolean isNew = !Files.exists(file);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                lock(channel, file);
                ShardContent content = isNew ? null : ShardContent.read(file);
                if (content != null && !content.plan().equals(plan)) {
                    throw new ShardException(file + " is of another campaign: " + content.plan() + "; this is " + plan);
                }
                channel.truncate(content == null ? 0 : content.soundBytes());
                channel.position(channel.size());
                ShardFile opened = new ShardFile(file, channel, content == null ? List.of() : content.chunks());
                if (content == null) {
                    opened.write(ShardLines.of(plan));
                }
                return opened;
            } catch (IOException | ShardException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new ShardException("cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException, ShardException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException heldHere) {
            throw new ShardException(file + " is being written by this process already", heldHere);
        }
        throw new ShardException(file + " is being written by another process");
    }

    /** The chunks that are done. */
    public List<Chunk> chunks() {
        return List.copyOf(chunks);
    }

    /**
     * Another chunk is done; on return that is on the disk.
     *
     * @throws ShardException where it cannot be written
     */
    public void add(Chunk chunk) throws ShardException {
        try {
            write(ShardLines.of(chunk));
        } catch (IOException failure) {
            throw new ShardException("cannot write " + file + ": " + failure.getMessage(), failure);
        }
        chunks.add(chunk);
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /** Whoever waits for the file may have it. */
    @Override
    public void close() throws ShardException {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new ShardException("cannot close " + file + ": " + failure.getMessage(), failure);
        }
    }
}
