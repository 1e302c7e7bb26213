package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.storage.BlobStore;
import dev.seaworthy.storage.StoreException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimBlobsTest {
    private static final byte[] BYTES = {1, 2, 3, 4};

    private final SimBlobs blobs = new SimBlobs();
    private final BlobStore store = blobs.open();

    @Test
    void whatASyncHasCoveredSurvives() {
        publish("a");
        blobs.syncThrough(blobs.operations());
        blobs.crash((bound, what) -> 0);
        assertArrayEquals(BYTES, blobs.open().read("a", 0, 4));
    }

    @Test
    void aNameThatNoSyncHasCoveredMayBeGone() {
        publish("a");
        blobs.crash((bound, what) -> 0);
        assertEquals(List.of(), blobs.open().names());
    }

    @Test
    void bytesThatNoSyncHasCoveredMayBeGoneOrWrongUnderADurableName() {
        try (BlobStore.Draft draft = store.draft()) {
            draft.append(BYTES, 0, 2);
            draft.sync();
            draft.append(BYTES, 2, 2);
            draft.publish("a");
        }
        store.syncNames();
        blobs.syncThrough(blobs.operations());
        assertEquals(2, blobs.unsyncedBytes());
        // One of the two bytes is left, and not as it was.
        blobs.crash((bound, what) -> bound == 3 ? 1 : 0);
        assertArrayEquals(new byte[] {1, 2, 3 ^ 0x55}, blobs.open().read("a", 0, 3));
        assertEquals(0, blobs.unsyncedBytes());
    }

    @Test
    void aDeletedBlobMayComeBack() {
        publish("a");
        blobs.syncThrough(blobs.operations());
        store.delete("a");
        assertEquals(List.of(), store.names());
        blobs.crash((bound, what) -> 0);
        assertEquals(List.of("a"), blobs.open().names());
    }

    @Test
    void whoAskedForASyncAndWasKilledGetsNone() {
        publish("a");
        long written = blobs.operations();
        store.close();
        blobs.open();
        blobs.syncThrough(written);
        blobs.crash((bound, what) -> 0);
        assertEquals(List.of(), blobs.open().names());
    }

    @Test
    void aCrashedProcessIsRefused() {
        assertThrows(StoreException.class, blobs::open);
        blobs.crash((bound, what) -> 0);
        assertThrows(StoreException.class, store::names);
    }

    /** Asks for syncs of which none is done yet. */
    private void publish(String name) {
        try (BlobStore.Draft draft = store.draft()) {
            draft.append(BYTES, 0, BYTES.length);
            draft.sync();
            draft.publish(name);
        }
        store.syncNames();
    }
}
