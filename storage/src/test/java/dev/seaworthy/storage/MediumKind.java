package dev.seaworthy.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.Stream;

/** The implementations of an ordered store that this module has, each on media that are freed when they are closed. */
enum MediumKind {
    MEMORY {
        @Override
        StoreMedium fresh() {
            return new Memory();
        }
    },
    LEVELDB {
        @Override
        StoreMedium fresh() {
            return new Directory();
        }
    };

    /** A medium on which nothing was ever written. */
    abstract StoreMedium fresh();

    /** A map that outlives its stores. */
    private static final class Memory implements StoreMedium {
        private final NavigableMap<byte[], byte[]> disk = MemoryStore.emptyDisk();

        @Override
        public OrderedStore open() {
            return new MemoryStore(disk);
        }

        @Override
        public void close() {
            disk.clear();
        }
    }

    /** A temporary directory with a LevelDB database. */
    private static final class Directory implements StoreMedium {
        private final Path root;
        private final Path data;

        private Directory() {
            try {
                root = Files.createTempDirectory("ordered-store");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            data = root.resolve("data");
        }

        @Override
        public OrderedStore open() {
            return Files.exists(data) ? LevelDbStore.open(data) : LevelDbStore.create(data);
        }

        @Override
        public void close() {
            try (Stream<Path> files = Files.walk(root)) {
                List<Path> deepestFirst =
                        files.sorted(Comparator.reverseOrder()).toList();
                for (Path file : deepestFirst) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
