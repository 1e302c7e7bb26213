package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own in memory. Only root may make one; elsewhere the test that asks for one is skipped. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one on a new directory, with options such as {@code size=16m}. */
    static SmallDisk mount(Path directory, String options) throws IOException {
        Files.createDirectory(directory);
        String refusal;
        try {
            refusal = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory.toString());
        } catch (IOException e) {
            refusal = e.getMessage();
        }
        Assumptions.assumeTrue(
                refusal == null, "needs a file system of its own, which only root can mount: " + refusal);
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    @Override
    public void close() throws IOException {
        // Lazily: a process that was just killed may hold a file for another moment.
        String refusal = run("umount", "-l", directory.toString());
        if (refusal != null) {
            throw new IOException(refusal);
        }
    }

    /** What a command printed when it failed; null where it did not. */
    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return process.onExit().join().exitValue() == 0 ? null : String.join(" ", command) + ": " + printed.strip();
    }
}
