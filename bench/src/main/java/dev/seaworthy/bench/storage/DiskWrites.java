package dev.seaworthy.bench.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process has had written to disks, as Linux counts it. */
final class DiskWrites {
    private static final Path COUNTERS = Path.of("/proc/self/io");
    private static final String WRITTEN = "write_bytes: ";

    private DiskWrites() {}

    /** Bytes since the process began; negative where the system does not tell. */
    static long bytes() throws IOException {
        if (!Files.isReadable(COUNTERS)) {
            return -1;
        }
        for (String line : Files.readAllLines(COUNTERS)) {
            if (line.startsWith(WRITTEN)) {
                return Long.parseLong(line.substring(WRITTEN.length()));
            }
        }
        return -1;
    }
}
