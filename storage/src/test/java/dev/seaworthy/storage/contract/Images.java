package dev.seaworthy.storage.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whole directories as maps from path to content (null for a directory): read, written, compared. */
final class Images {
    private Images() {}

    static Map<String, byte[]> read(Path directory) throws IOException {
        Map<String, byte[]> image = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(path -> !path.equals(directory)).toList()) {
                image.put(
                        directory.relativize(path).toString(),
                        Files.isDirectory(path) ? null : Files.readAllBytes(path));
            }
        }
        return image;
    }

    /** Writes an image in the place of whatever is there. */
    static void write(Map<String, byte[]> image, Path directory) throws IOException {
        delete(directory);
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : image.entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (file.getValue() == null) {
                Files.createDirectories(path);
            } else {
                Files.write(path, file.getValue());
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Two images with the same digest are the same. */
    static ByteBuffer digest(Map<String, byte[]> image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : image.entrySet()) {
                digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                byte[] content = file.getValue();
                digest.update(ByteBuffer.allocate(5)
                        .put((byte) 0)
                        .putInt(content == null ? -1 : content.length)
                        .array());
                digest.update(content == null ? new byte[0] : content);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A directory in memory where there is one: images are many, and need no disk. */
    static Path scratch() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "seaworthy")
                : Files.createTempDirectory("seaworthy");
    }
}
