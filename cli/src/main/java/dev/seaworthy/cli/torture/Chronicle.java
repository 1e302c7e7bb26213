package dev.seaworthy.cli.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes down what was really done, and when, as it happens. Any thread. */
public final class Chronicle implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Writer out;
    private final long startNanos = System.nanoTime();

    /** @throws IOException where the file cannot be written */
    public Chronicle(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    /** A line. */
    public synchronized void say(String sentence) {
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        try {
            out.write(String.format(Locale.ROOT, "%9.3f s  %s%n", seconds, sentence));
            out.flush();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
