package dev.seaworthy.cli.disk;

import dev.seaworthy.sim.disk.Chance;
import java.util.Arrays;

/**
 * What a power failure leaves of a log file of which a beginning is durable and one batch was under way. Of that batch
 * any of its sectors may have reached the disk, but not all; where one did not, the file is zero, as it was never
 * written before. Pure functions.
 */
final class CrashImage {
    private static final int SECTOR_BYTES = 512;

    private static final int SHAPE = 0;
    private static final int SECTOR = 1;
    private static final int TORN_BYTES = 2;
    private static final int COIN = 3;

    /** What became of the sectors of a batch that was under way. */
    private enum Shape {
        /** None arrived. */
        NOTHING,
        /** They arrived in their order up to one. */
        BEGINNING,
        /** The same, and of the next one only the first bytes. */
        TORN_SECTOR,
        /** All arrived but one. */
        ONE_MISSING,
        /** Each one arrived or did not. */
        ANY;

        private static final Shape[] ALL = values();
    }

    private CrashImage() {}

    /**
     * Draws an image.
     *
     * @param file the file with everything that was written to it
     * @param durable where the batches end that survive, in bytes
     * @param end where the batch ends that was under way
     * @param size how long the file is afterwards; what is not written is zero
     */
    static byte[] of(byte[] file, int durable, int end, int size, Chance chance) {
        byte[] image = Arrays.copyOf(file, Math.max(end, size));
        Arrays.fill(image, end, image.length, (byte) 0);
        int first = durable / SECTOR_BYTES;
        int sectors = (end - 1) / SECTOR_BYTES - first + 1;
        int chosen = (int) chance.below(sectors, SECTOR);
        Shape shape = shape(sectors, chance);
        for (int i = 0; i < sectors; i++) {
            int from = Math.max(durable, (first + i) * SECTOR_BYTES);
            int to = Math.min(end, (first + i + 1) * SECTOR_BYTES);
            int arrived = switch (shape) {
                case NOTHING -> from;
                case BEGINNING -> i < chosen ? to : from;
                case TORN_SECTOR ->
                    i < chosen ? to : i > chosen ? from : from + (int) chance.below(to - from, TORN_BYTES);
                case ONE_MISSING -> i == chosen ? from : to;
                case ANY -> i != chosen && chance.below(2, COIN + i) == 0 ? to : from;
            };
            Arrays.fill(image, arrived, to, (byte) 0);
        }
        if (Arrays.equals(image, durable, end, file, durable, end)) {
            // What did not arrive was zero: the batch would be there.
            Arrays.fill(image, durable, end, (byte) 0);
        }
        return Arrays.copyOf(image, size);
    }

    private static Shape shape(int sectors, Chance chance) {
        Shape shape = Shape.ALL[(int) chance.below(Shape.ALL.length, SHAPE)];
        // Of a single sector there is nothing else to lose than a part.
        return sectors == 1 && (shape == Shape.ONE_MISSING || shape == Shape.ANY) ? Shape.TORN_SECTOR : shape;
    }
}
