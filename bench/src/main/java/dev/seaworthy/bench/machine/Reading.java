package dev.seaworthy.bench.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Linux counts of some processes, or the difference of two such readings.
 *
 * @param cpuSeconds time on processors, for themselves and in the kernel
 * @param compilingSeconds how much of that went to the compilers of JVMs
 * @param writtenBytes what they have had written to disks
 * @param residentBytes the memory that is theirs now; of a difference, at its end
 */
public record Reading(double cpuSeconds, double compilingSeconds, long writtenBytes, long residentBytes) {
    /** Where user time stands in {@code stat}, counted from behind the name; system time is next. */
    private static final int USER_TIME = 11;

    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");
    private static final int PAGE_BYTES = 4096;

    /**
     * Of all these processes together.
     *
     * @throws IOException where one of them has ended
     */
    public static Reading of(List<Long> processes) throws IOException {
        Reading all = new Reading(0, 0, 0, 0);
        for (long process : processes) {
            Reading one = of(Path.of("/proc", Long.toString(process)));
            all = new Reading(
                    all.cpuSeconds + one.cpuSeconds,
                    all.compilingSeconds + one.compilingSeconds,
                    all.writtenBytes + one.writtenBytes,
                    all.residentBytes + one.residentBytes);
        }
        return all;
    }

    private static Reading of(Path process) throws IOException {
        long pages = Long.parseLong(Files.readString(process.resolve("statm")).split(" ")[1]);
        return new Reading(
                cpuSecondsOf(process), compilingSecondsOf(process), DiskWrites.bytes(process), pages * PAGE_BYTES);
    }

    /** Of a process, or of a thread. */
    private static double cpuSecondsOf(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1])) / Machine.TICKS_PER_SECOND;
    }

    private static double compilingSecondsOf(Path process) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                try {
                    if (COMPILER.matcher(Files.readString(thread.resolve("comm")))
                            .lookingAt()) {
                        seconds += cpuSecondsOf(thread);
                    }
                } catch (NoSuchFileException ended) {
                    // Threads come and go.
                }
            }
        }
        return seconds;
    }

    /** What has come on top of an earlier reading. */
    public Reading since(Reading earlier) {
        return new Reading(
                cpuSeconds - earlier.cpuSeconds,
                compilingSeconds - earlier.compilingSeconds,
                writtenBytes - earlier.writtenBytes,
                residentBytes);
    }
}
