package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a snapshot archive keeps, gives out and takes in. */
class SnapshotArchiveTest {
    private static final int CHUNK = SnapshotFormat.CHUNK_BYTES;

    private final BlobMedium medium = new FileBlobs();
    private SnapshotArchive archive = new SnapshotArchive(medium.open());

    @AfterEach
    void close() {
        archive.close();
        medium.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK, 5 * CHUNK + 77})
    void whatIsSavedIsGivenOutWholeAndByPieces(int bytes) throws IOException {
        byte[] content = content(bytes);
        SnapshotMeta snapshot = save(9, content);
        assertEquals(new EntryId(2, 9), snapshot.last());
        assertEquals(7, snapshot.timeNanos());
        assertEquals(4, snapshot.configurationIndex());
        assertEquals(LogModel.CONFIGURATION, snapshot.configuration());
        assertEquals(bytes, snapshot.bytes());
        reopen();
        assertEquals(List.of(snapshot), archive.list());
        assertArrayEquals(content, all(snapshot));
        int[] sizes = {1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5};
        for (int size : sizes) {
            for (int at = 0; at < Math.min(bytes, size * 100); at += size) {
                int part = Math.min(size, bytes - at);
                assertArrayEquals(Arrays.copyOfRange(content, at, at + part), archive.read(snapshot, at, part));
            }
        }
    }

    @Test
    void aPieceBeyondTheEndIsNotAskedFor() {
        SnapshotMeta snapshot = save(9, content(100));
        assertEquals(0, archive.read(snapshot, 100, 0).length);
        assertThrows(IllegalArgumentException.class, () -> archive.read(snapshot, 100, 1));
        assertThrows(IllegalArgumentException.class, () -> archive.read(snapshot, 1, 100));
        assertThrows(IllegalArgumentException.class, () -> archive.read(snapshot, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> archive.read(snapshot, Long.MAX_VALUE, 1));
    }

    @Test
    void howAStateIsWrittenDoesNotMatterButEveryByteDoes() {
        byte[] content = content(1000);
        SnapshotMeta one = save(9, content);
        SnapshotMeta other = archive.save(new EntryId(2, 9), 7, 4, LogModel.CONFIGURATION, out -> {
            for (byte next : content) {
                out.write(next);
            }
        });
        assertEquals(one, other);
        assertEquals(List.of(one), archive.list(), "it is the same snapshot");
        content[500] ^= 1;
        assertNotEquals(one.digestLow(), save(9, content).digestLow());
    }

    @Test
    void aViewThatCannotBeWrittenLeavesNothing() {
        IOException reason = new IOException("no more");
        StoreException failure = assertThrows(
                StoreException.class,
                () -> archive.save(new EntryId(2, 9), 7, 4, LogModel.CONFIGURATION, out -> {
                    out.write(content(3 * CHUNK));
                    throw reason;
                }));
        assertEquals(reason, failure.getCause());
        assertEquals(List.of(), archive.list());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000, CHUNK, CHUNK + 1, 1 << 20})
    void aSnapshotTravelsByPiecesOfAnySize(int piece) throws IOException {
        byte[] content = content(piece < 10 ? 200 : 2 * CHUNK + 99);
        SnapshotMeta snapshot = save(9, content);
        try (BlobMedium elsewhere = new FileBlobs();
                SnapshotArchive other = new SnapshotArchive(elsewhere.open())) {
            for (int at = 0; at < content.length; at += piece) {
                assertEquals(List.of(), other.list(), "in part it is not there");
                other.receive(snapshot, at, archive.read(snapshot, at, Math.min(piece, content.length - at)));
            }
            assertTrue(other.finish(snapshot));
            assertEquals(List.of(snapshot), other.list());
            assertArrayEquals(content, other.open(snapshot).readAllBytes());
        }
    }

    @Test
    void anEmptySnapshotTravelsAsOneEmptyPiece() throws IOException {
        SnapshotMeta snapshot = save(9, new byte[0]);
        archive.drop(snapshot);
        archive.receive(snapshot, 0, new byte[0]);
        assertTrue(archive.finish(snapshot));
        assertEquals(0, all(snapshot).length);
    }

    @Test
    void whatWasNotAnnouncedIsThrownAway() {
        byte[] content = content(1000);
        SnapshotMeta snapshot = save(9, content);
        archive.drop(snapshot);
        byte[] wrong = content.clone();
        wrong[999] ^= 1;
        for (byte[] received : List.of(wrong, Arrays.copyOf(content, 999), Arrays.copyOf(content, 1001))) {
            archive.receive(snapshot, 0, received);
            assertFalse(archive.finish(snapshot));
            assertEquals(List.of(), archive.list());
            assertThrows(IllegalStateException.class, () -> archive.finish(snapshot));
        }
        archive.receive(snapshot, 0, content);
        assertTrue(archive.finish(snapshot));
    }

    @Test
    void offsetZeroBeginsAnew() throws IOException {
        byte[] content = content(1000);
        SnapshotMeta snapshot = save(9, content);
        SnapshotMeta other = save(10, content(50));
        archive.drop(snapshot);
        archive.receive(snapshot, 0, content(700));
        archive.receive(other, 0, content(50));
        archive.receive(snapshot, 0, Arrays.copyOf(content, 600));
        archive.receive(snapshot, 600, Arrays.copyOfRange(content, 600, 1000));
        assertTrue(archive.finish(snapshot));
        assertArrayEquals(content, all(snapshot));
    }

    @Test
    void piecesFollowOnOrAreRefused() {
        byte[] content = content(1000);
        SnapshotMeta snapshot = save(9, content);
        SnapshotMeta other = save(10, content(50));
        archive.drop(snapshot);
        assertThrows(IllegalStateException.class, () -> archive.receive(snapshot, 10, content(10)));
        assertThrows(IllegalStateException.class, () -> archive.finish(snapshot));
        archive.receive(snapshot, 0, Arrays.copyOf(content, 600));
        assertThrows(IllegalStateException.class, () -> archive.receive(snapshot, 599, content(10)));
        assertThrows(IllegalStateException.class, () -> archive.receive(snapshot, 601, content(10)));
        assertThrows(IllegalStateException.class, () -> archive.receive(other, 600, content(10)));
        assertThrows(IllegalStateException.class, () -> archive.finish(other));
        archive.receive(snapshot, 600, Arrays.copyOfRange(content, 600, 1000));
        assertTrue(archive.finish(snapshot));
    }

    @Test
    void whatIsDroppedOnItsWayHereTakesNothingAlongThatWasSavedHere() throws IOException {
        byte[] content = content(1000);
        SnapshotMeta snapshot = save(9, content);
        archive.receive(snapshot, 0, Arrays.copyOf(content, 600));
        archive.drop(snapshot);
        assertThrows(IllegalStateException.class, () -> archive.receive(snapshot, 600, content(400)));
        assertArrayEquals(content, all(snapshot));
        archive.drop(snapshot);
        assertEquals(List.of(), archive.list());
    }

    @Test
    void aRestartForgetsWhatWasReceivedInPart() {
        SnapshotMeta snapshot = save(9, content(1000));
        archive.drop(snapshot);
        archive.receive(snapshot, 0, content(500));
        reopen();
        assertThrows(IllegalStateException.class, () -> archive.receive(snapshot, 500, content(10)));
        assertEquals(List.of(), archive.list());
    }

    @Test
    void snapshotsAreListedInTheOrderOfTheirEntriesAndDroppedOneByOne() {
        SnapshotMeta hundred = save(100, content(1));
        SnapshotMeta nine = save(9, content(2));
        SnapshotMeta ten = save(10, content(3));
        assertEquals(List.of(nine, ten, hundred), archive.list());
        archive.drop(ten);
        archive.drop(ten);
        assertEquals(List.of(nine, hundred), archive.list());
        assertThrows(StoreException.class, () -> archive.open(ten));
        assertThrows(StoreException.class, () -> archive.read(ten, 0, 1));
    }

    @Test
    void atStartAllButTheOneTheLogStandsOnGo() throws IOException {
        save(9, content(2));
        SnapshotMeta kept = save(10, content(3));
        save(11, content(4));
        archive.keepOnly(kept);
        assertEquals(List.of(kept), archive.list());
        assertArrayEquals(content(3), all(kept));
        archive.keepOnly(null);
        assertEquals(List.of(), archive.list());
    }

    @Test
    void whereTheOneTheLogStandsOnIsMissingNothingGoes() {
        SnapshotMeta nine = save(9, content(2));
        SnapshotMeta ten = save(10, content(3));
        archive.drop(ten);
        assertThrows(StoreException.class, () -> archive.keepOnly(ten));
        SnapshotMeta otherConfiguration = new SnapshotMeta(
                nine.last(), 7, 5, nine.configuration(), nine.bytes(), nine.digestHigh(), nine.digestLow());
        assertThrows(StoreException.class, () -> archive.keepOnly(otherConfiguration));
        assertThrows(StoreException.class, () -> archive.open(otherConfiguration));
        assertEquals(List.of(nine), archive.list());
    }

    private SnapshotMeta save(long index, byte[] content) {
        return archive.save(new EntryId(2, index), 7, 4, LogModel.CONFIGURATION, out -> out.write(content));
    }

    private byte[] all(SnapshotMeta snapshot) throws IOException {
        try (InputStream in = archive.open(snapshot)) {
            return in.readAllBytes();
        }
    }

    private void reopen() {
        archive.close();
        archive = new SnapshotArchive(medium.open());
    }

    static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return content;
    }
}
