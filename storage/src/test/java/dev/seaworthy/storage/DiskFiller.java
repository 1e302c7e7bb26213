package dev.seaworthy.storage;

import java.nio.file.Path;
import java.util.Random;

/**
 * A process that writes batches until there is no room, says how many it wrote, waits for a line, and writes more.
 * Every key is written several times, so that there is something to compact all along.
 */
final class DiskFiller {
    static final LevelDbOptions OPTIONS = new LevelDbOptions(256 << 10, 4 << 10, 512 << 10);
    static final int MORE = 50;
    private static final int ENOUGH = 1_000_000;
    private static final int KEYS = 3_000;

    private DiskFiller() {}

    /** The store's directory is the only argument. */
    public static void main(String[] arguments) throws Exception {
        try (LevelDbStore store = LevelDbStore.create(Path.of(arguments[0]), OPTIONS)) {
            int written = fill(store, 0, ENOUGH);
            System.out.println(written);
            System.in.read();
            System.out.println(fill(store, written, MORE));
        }
    }

    private static int fill(LevelDbStore store, int from, int count) {
        for (int batch = from; batch < from + count; batch++) {
            try {
                store.write(new WriteBatch().put(keyOf(batch), valueOf(batch)), batch % 10 == 0);
            } catch (DiskFullException e) {
                return batch;
            }
        }
        return from + count;
    }

    /** Some keys come back, most are new. */
    static byte[] keyOf(int batch) {
        byte[] key = new byte[Integer.BYTES];
        BigEndian.putInt(key, 0, (int) (batch * 7_919L % KEYS));
        return key;
    }

    /** What a batch wrote: its number first. */
    static byte[] valueOf(int batch) {
        Random random = new Random(batch);
        byte[] value = new byte[100 + random.nextInt(8_000)];
        random.nextBytes(value);
        BigEndian.putInt(value, 0, batch);
        return value;
    }
}
