package dev.seaworthy.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What processes have had written to disks, as Linux counts it. */
public final class DiskWrites {
    private static final Path SELF = Path.of("/proc/self");
    private static final String WRITTEN = "write_bytes: ";

    private DiskWrites() {}

    /** Bytes since this process began; negative where the system does not tell. */
    public static long bytes() throws IOException {
        return bytes(SELF);
    }

    /**
     * Bytes since a process began; negative where the system does not tell.
     *
     * @param process its place in {@code /proc}
     */
    static long bytes(Path process) throws IOException {
        Path counters = process.resolve("io");
        if (!Files.isReadable(counters)) {
            return -1;
        }
        for (String line : Files.readAllLines(counters)) {
            if (line.startsWith(WRITTEN)) {
                return Long.parseLong(line.substring(WRITTEN.length()));
            }
        }
        return -1;
    }
}
