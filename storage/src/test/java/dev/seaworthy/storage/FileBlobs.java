package dev.seaworthy.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory with blobs. */
final class FileBlobs implements BlobMedium {
    private final Path root;
    private final Path directory;

    FileBlobs() {
        try {
            root = Files.createTempDirectory("blob-store");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        directory = root.resolve("snapshots");
    }

    @Override
    public BlobStore open() {
        return Files.exists(directory) ? FileBlobStore.open(directory) : FileBlobStore.create(directory);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
