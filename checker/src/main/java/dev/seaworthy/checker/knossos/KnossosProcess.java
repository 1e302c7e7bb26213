package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.OutsideTheWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@link KnossosMain} in a JVM of its own, which has ended when this returns, one way or the other. Stateless. */
@OutsideTheWorld
final class KnossosProcess {
    private static final int OUTPUT_SHOWN_MAX = 500;

    /**
     * What it answered, and how it ended.
     *
     * @param answers the lines
     * @param killed whether it was ended for its time
     * @param output the end of what it printed
     */
    record Ended(List<String> answers, boolean killed, String output) {}

    private KnossosProcess() {}

    /**
     * Runs it on these lines of histories.
     *
     * @throws UncheckedIOException if the JVM cannot be started, or files not be written
     */
    static Ended run(List<String> histories, KnossosSettings settings) {
        try {
            Path folder = Files.createTempDirectory("knossos");
            try {
                return run(histories, settings, folder);
            } finally {
                for (String file : List.of("histories", "answers", "output")) {
                    Files.deleteIfExists(folder.resolve(file));
                }
                Files.deleteIfExists(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Ended run(List<String> histories, KnossosSettings settings, Path folder) throws IOException {
        Path answers = folder.resolve("answers");
        Path output = folder.resolve("output");
        Files.write(folder.resolve("histories"), histories, StandardCharsets.UTF_8);
        Process process = new ProcessBuilder(command(settings, folder))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = false;
        try {
            ended = process.waitFor(settings.timeMaxMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            end(process);
        }
        List<String> lines = Files.exists(answers) ? Files.readAllLines(answers, StandardCharsets.UTF_8) : List.of();
        String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
        return new Ended(lines, !ended, printed.substring(Math.max(0, printed.length() - OUTPUT_SHOWN_MAX)));
    }

    private static void end(Process process) {
        process.destroyForcibly();
        // Its files can be removed only when it is gone, also where this thread was told to hurry.
        process.onExit().join();
    }

    private static List<String> command(KnossosSettings settings, Path folder) {
        String separator = System.getProperty("path.separator");
        String classPath = System.getProperty("java.class.path");
        if (!settings.classPath().isEmpty()) {
            classPath = settings.classPath() + separator + classPath;
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + settings.heapMaxMegabytes() + "m");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-cp");
        command.add(classPath);
        command.add(KnossosMain.class.getName());
        command.add(folder.resolve("histories").toString());
        command.add(folder.resolve("answers").toString());
        command.add(settings.algorithm().name());
        command.add(Long.toString(settings.timeMaxMillis()));
        return command;
    }
}
