package dev.seaworthy.bench.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What the disk allows: each group is one write to the end of a file, and one fdatasync. Nothing is ever removed. */
final class PlainLog implements SyncedLog {
    private final FileChannel file;
    private final byte[] bytes;
    private final int entryBytes;

    PlainLog(Path path, int entryBytes, int groupMax) {
        this.entryBytes = entryBytes;
        this.bytes = new byte[entryBytes * groupMax];
        new Random(1).nextBytes(bytes);
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void append(int entries) {
        ByteBuffer group = ByteBuffer.wrap(bytes, 0, entries * entryBytes);
        try {
            while (group.hasRemaining()) {
                file.write(group);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
