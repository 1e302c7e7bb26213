package dev.seaworthy.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux counts of the whole machine, or the difference of two such readings, in seconds of all processors.
 *
 * @param busy time they worked
 * @param stolen time the host did not give them
 * @param all time that went by, on all of them together
 */
public record Machine(double busy, double stolen, double all) {
    /** In which Linux counts time on processors, here and of each process. */
    static final double TICKS_PER_SECOND = 100;

    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STOLEN = 8;

    public static Machine now() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        double all = 0;
        double busy = 0;
        for (int i = 1; i <= STOLEN; i++) {
            double seconds = Long.parseLong(fields[i]) / TICKS_PER_SECOND;
            all += seconds;
            busy += i == IDLE || i == WAITING || i == STOLEN ? 0 : seconds;
        }
        return new Machine(busy, Long.parseLong(fields[STOLEN]) / TICKS_PER_SECOND, all);
    }

    /** What has come on top of an earlier reading. */
    public Machine since(Machine earlier) {
        return new Machine(busy - earlier.busy, stolen - earlier.stolen, all - earlier.all);
    }

    /** How much of all processors' time the host did not give, from 0 to 1. */
    public double stolenShare() {
        return all == 0 ? 0 : stolen / all;
    }
}
