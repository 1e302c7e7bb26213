package dev.seaworthy.bench.storage;

import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.EntryRecord;
import dev.seaworthy.storage.KeyLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * What the disk allows a replica: a thread appends everything that waits to a file, with one write and one fdatasync,
 * and reports it. The bytes are as many as a store's records, and nothing can be read again.
 */
final class PlainDisk implements LogStore, AutoCloseable {
    private static final int RECORD_BYTES = KeyLayout.entryKey(1).length + EntryRecord.OVERHEAD_BYTES;
    private static final int BUFFER_BYTES = 4 << 20;
    private static final StorageBatch END = new StorageBatch(Long.MAX_VALUE, null, 0, null, List.of());

    private final LinkedBlockingQueue<StorageBatch> queue = new LinkedBlockingQueue<>();
    private final Consumer<Consumer<Replica>> inbox;
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Thread writer = new Thread(this::work, "plain-disk");

    /** Makes the file. */
    PlainDisk(Path path, Consumer<Consumer<Replica>> inbox) {
        this.inbox = inbox;
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void submit(StorageBatch batch) {
        queue.add(batch);
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        throw new UnsupportedOperationException("nobody lags here");
    }

    private void work() {
        try {
            List<StorageBatch> group = new ArrayList<>();
            while (true) {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group);
                boolean last = group.remove(END);
                if (!group.isEmpty()) {
                    write(group);
                    long durable = group.get(group.size() - 1).ioSeq();
                    inbox.accept(replica -> replica.persisted(durable));
                }
                if (last) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            inbox.accept(replica -> replica.storageFailed(e.toString()));
        }
    }

    private void write(List<StorageBatch> group) throws IOException {
        buffer.clear();
        for (StorageBatch batch : group) {
            for (LogEntry entry : batch.entries()) {
                if (buffer.remaining() < RECORD_BYTES + entry.payload().length) {
                    writeBuffer();
                }
                buffer.position(buffer.position() + RECORD_BYTES).put(entry.payload());
            }
        }
        writeBuffer();
        file.force(false);
    }

    private void writeBuffer() throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        buffer.clear();
    }

    @Override
    public void close() {
        queue.add(END);
        try {
            writer.join();
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
