package dev.seaworthy.storage.contract;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The file calls of a {@link Writer}, in order, as {@code recorder.c} wrote them down. */
final class Recording {
    /**
     * One file call.
     *
     * @param kind which, as in {@code recorder.c}
     * @param first its first number
     * @param second its second number
     * @param bytes what was written, or a path
     */
    record Call(char kind, long first, long second, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        long number() {
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        }
    }

    private static final int HEAD_BYTES = 21;

    private Recording() {}

    /** Builds the library that records; skips the test where that is not possible. */
    static Path recorder(Path directory) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux"), "file calls are recorded on Linux only: skipped");
        Path source = directory.resolve("recorder.c");
        Path library = directory.resolve("recorder.so");
        try (var in = Recording.class.getResourceAsStream("recorder.c")) {
            Files.write(source, in.readAllBytes());
        }
        Process compiler;
        try {
            compiler = new ProcessBuilder(
                            "gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return Assumptions.abort("no gcc to build the recorder of file calls with: skipped");
        }
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException("the recorder was not built: " + said);
        }
        return library;
    }

    /**
     * Runs a writer from an empty directory to its end and gives what it did below that directory.
     *
     * @param failSync which sync of a file's content fails, counted from 1; 0 for none
     */
    static List<Call> of(Path recorder, Path root, Run run, int failSync) throws IOException, InterruptedException {
        Files.createDirectories(root);
        Path to = root.resolveSibling(root.getFileName() + ".recording");
        Map<String, String> environment = Map.of(
                "LD_PRELOAD", recorder.toString(),
                "SEAWORTHY_RECORD_ROOT", root.toString(),
                "SEAWORTHY_RECORD_TO", to.toString(),
                "SEAWORTHY_RECORD_FAIL_SYNC", Integer.toString(failSync));
        Process writer = Child.start(root, run, environment);
        writer.getInputStream().readAllBytes();
        if (!writer.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the writer does not end");
        }
        boolean failed = failSync > 0 && writer.exitValue() == Writer.FAILED;
        if (writer.exitValue() != 0 && !failed) {
            throw new IllegalStateException("the writer ended with status " + writer.exitValue());
        }
        List<Call> calls = read(to);
        Files.delete(to);
        return calls;
    }

    private static List<Call> read(Path file) throws IOException {
        List<Call> calls = new ArrayList<>();
        byte[] head = new byte[HEAD_BYTES];
        try (DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                try {
                    in.readFully(head);
                } catch (EOFException e) {
                    return calls;
                }
                ByteBuffer numbers = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
                char kind = (char) numbers.get();
                long first = numbers.getLong();
                long second = numbers.getLong();
                byte[] bytes = new byte[numbers.getInt()];
                in.readFully(bytes);
                calls.add(new Call(kind, first, second, bytes));
            }
        }
    }
}
