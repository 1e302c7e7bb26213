package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Power fails at any step, and takes whatever no sync has covered. */
class SnapshotPowerFailureTest {
    private final MemoryBlobs disk = new MemoryBlobs();
    /** By index: the snapshots that must be there, and those that may. */
    private final TreeMap<Long, SnapshotMeta> durable = new TreeMap<>();

    private final TreeMap<Long, byte[]> contents = new TreeMap<>();
    private long lastIndex;

    @Property(tries = 2000)
    void aSnapshotIsThereWhollyOrNotAtAllAndForGoodOnceItIsDurable(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        for (int life = 0; life < 5; life++) {
            SnapshotArchive archive = new SnapshotArchive(disk.open());
            assertHolds(archive);
            archive.keepOnly(durable.isEmpty() ? null : durable.lastEntry().getValue());
            durable.headMap(durable.isEmpty() ? 0 : durable.lastKey()).clear();
            assertEquals(List.copyOf(durable.values()), archive.list());
            disk.failAfter(random.nextInt(25), random.nextBoolean());
            try {
                while (true) {
                    step(archive, random);
                }
            } catch (MemoryBlobs.PowerFailure failure) {
                disk.restart(random);
            }
        }
    }

    private void step(SnapshotArchive archive, Random random) {
        int choice = random.nextInt(4);
        if (choice == 0 && !durable.isEmpty()) {
            long index = durable.firstKey();
            archive.drop(durable.remove(index));
            return;
        }
        byte[] content = new byte[random.nextInt(3) * SnapshotFormat.CHUNK_BYTES / 2 + random.nextInt(100)];
        random.nextBytes(content);
        long index = ++lastIndex;
        contents.put(index, content);
        EntryId last = new EntryId(2, index);
        SnapshotMeta snapshot = choice == 1
                ? received(archive, last, content)
                : archive.save(last, 7, 1, LogModel.CONFIGURATION, out -> out.write(content));
        durable.put(index, snapshot);
    }

    private static SnapshotMeta received(SnapshotArchive archive, EntryId last, byte[] content) {
        ContentDigest digest = new ContentDigest();
        digest.add(content, 0, content.length);
        Digest sum = digest.finish();
        SnapshotMeta snapshot =
                new SnapshotMeta(last, 7, 1, LogModel.CONFIGURATION, content.length, sum.high(), sum.low());
        archive.receive(snapshot, 0, content);
        assertTrue(archive.finish(snapshot));
        return snapshot;
    }

    private void assertHolds(SnapshotArchive archive) throws IOException {
        TreeMap<Long, SnapshotMeta> found = new TreeMap<>();
        for (SnapshotMeta snapshot : archive.list()) {
            long index = snapshot.last().index();
            assertArrayEquals(contents.get(index), archive.open(snapshot).readAllBytes());
            found.put(index, snapshot);
        }
        for (Map.Entry<Long, SnapshotMeta> expected : durable.entrySet()) {
            assertEquals(expected.getValue(), found.get(expected.getKey()));
        }
    }
}
