package dev.seaworthy.cli.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * The directory below which runs have theirs. What is made there is removed again, at the latest when the JVM ends;
 * what is kept stays. Thread safe, as long as no two threads run the same seed.
 */
final class RunDirectories implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    /** So much room there has to be where memory is taken for a disk. */
    private static final long MEMORY_BYTES_MIN = 1L << 30;
    /** Where LevelDB's native library is unpacked unless somebody has said where. */
    private static final String LIBRARY_PROPERTY = "library.leveldbjni.path";

    private static final String LIBRARY = "native";

    private final Path root;
    private final boolean made;
    private final ConcurrentSkipListSet<Long> kept = new ConcurrentSkipListSet<>();
    private final Thread hook = new Thread(this::removeAll, "seaworthy-remove");

    private RunDirectories(Path root, boolean made) {
        this.root = root;
        this.made = made;
        if (System.getProperty(LIBRARY_PROPERTY) == null) {
            // Once for all of them: beside each store it would be gone with the first run.
            System.setProperty(LIBRARY_PROPERTY, root.resolve(LIBRARY).toString());
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** In a new directory, in memory where there is enough of it: the disks of a run need no durable place. */
    static RunDirectories temporary() throws IOException {
        boolean inMemory = Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() >= MEMORY_BYTES_MIN;
        return new RunDirectories(
                inMemory
                        ? Files.createTempDirectory(MEMORY, "seaworthy-sim-")
                        : Files.createTempDirectory("seaworthy-sim-"),
                true);
    }

    /**
     * In this one, which is made where there is none.
     *
     * @throws IOException where it holds anything, or cannot be made
     */
    static RunDirectories in(Path root) throws IOException {
        boolean made = !Files.exists(root);
        Files.createDirectories(root);
        try (Stream<Path> files = Files.list(root)) {
            if (files.findAny().isPresent()) {
                throw new IOException("it is not empty");
            }
        }
        return new RunDirectories(root.toAbsolutePath(), made);
    }

    /** An empty directory for a run; what an earlier run of the same seed has left there is removed. */
    Path begin(long seed) {
        Path directory = of(seed);
        try {
            kept.remove(seed);
            delete(directory);
            return Files.createDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory could be made for seed " + seed, e);
        }
    }

    /** The run has ended; its directory is kept or removed. */
    void end(long seed, boolean keep) {
        if (keep) {
            kept.add(seed);
            return;
        }
        try {
            delete(of(seed));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of seed " + seed + " could not be removed", e);
        }
    }

    /** What is kept, by seed. */
    List<Path> kept() {
        return kept.stream().map(this::of).toList();
    }

    private Path of(long seed) {
        return root.resolve("seed-" + seed);
    }

    /** Removes all but what is kept. */
    @Override
    public void close() {
        if (root.resolve(LIBRARY).toString().equals(System.getProperty(LIBRARY_PROPERTY))) {
            // It goes with the directory; a store that is opened later finds another place for it.
            System.clearProperty(LIBRARY_PROPERTY);
        }
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the hook's turn, which finds nothing left to do.
        }
    }

    private synchronized void removeAll() {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> entries = Files.list(root)) {
            List<Path> kept = kept();
            for (Path entry : entries.filter(entry -> !kept.contains(entry)).toList()) {
                delete(entry);
            }
            if (made && kept.isEmpty()) {
                Files.delete(root);
            }
        } catch (IOException | UncheckedIOException e) {
            // Runs that a signal has cut short still write.
            System.err.println("could not remove all of " + root + ": " + e.getMessage());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
