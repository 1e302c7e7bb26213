package dev.seaworthy.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs our own command line in a JVM of its own, with the classes of this process. For any number of threads. */
public final class ForkedJvm {
    private final Class<?> main;

    /** Forks that begin in this class. */
    public ForkedJvm(Class<?> main) {
        this.main = main;
    }

    /**
     * What a command prints, line by line.
     *
     * @throws IOException where the JVM cannot be started, or the command fails; the message tells what it printed
     * @throws InterruptedException if the calling thread is interrupted; the JVM is then ended
     */
    public List<String> lines(JvmConfiguration configuration, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(configuration.home() + File.separator + "bin" + File.separator + "java");
        command.add("-ea:dev.seaworthy...");
        command.addAll(configuration.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(configuration.name() + ": the JVM failed: " + output.strip());
            }
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
