package dev.seaworthy.storage.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file in which a writer notes which step it has begun and which one was acknowledged. It outlives a kill as the page
 * cache does, and a recording shows its notes between the file calls they belong to. No part of a crash image.
 */
final class Acks implements AutoCloseable {
    static final String NAME = "acks";
    static final char BEGUN = 'B';
    static final char ACKNOWLEDGED = 'A';

    private final FileChannel file;

    Acks(Path directory) throws IOException {
        file = FileChannel.open(
                directory.resolve(NAME),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
    }

    void note(char what, int step) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((what + " " + step + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            file.write(line);
        }
    }

    /** The last step that was noted in this way; -1 where none was. */
    static int last(Path directory, char what) throws IOException {
        Path file = directory.resolve(NAME);
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.US_ASCII) : List.of();
        for (int i = lines.size() - 1; i >= 0; i--) {
            // A kill may have cut the last line short, and with it its number.
            if (lines.get(i).charAt(0) == what && (i < lines.size() - 1 || isWhole(file))) {
                return Integer.parseInt(lines.get(i).substring(2));
            }
        }
        return -1;
    }

    private static boolean isWhole(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes[bytes.length - 1] == '\n';
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
