package dev.seaworthy.bench.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One server, which ends when this process does. Its output goes to a file, and its standard input stays open.
 *
 * @param port where it serves clients, on the loopback interface
 * @param log what it prints
 */
record ServerProcess(Process process, int port, Path log) implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    /** Starts it. */
    static ServerProcess start(List<String> command, int port, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ServerProcess(process, port, log);
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does, and waits until it has. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("process " + pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
