package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of a snapshot, to the letter, and what becomes of them when a single one is wrong. */
class SnapshotDamageTest {
    private static final Configuration ALONE = Configuration.ofVoters(List.of(new Member(1, 11)));

    private final MemoryBlobs disk = new MemoryBlobs();
    private final BlobStore blobs = disk.open();
    private final SnapshotArchive archive = new SnapshotArchive(blobs);

    @Test
    void aSnapshotIsChunksThenManifestThenItsSize() {
        SnapshotMeta snapshot = save(9, new byte[] {(byte) 0xAA, (byte) 0xBB});
        assertEquals(
                "0000000000000000009-0000000000000000002-1d6812d202687414c4b7236f281d7b37",
                SnapshotFormat.nameOf(snapshot));
        assertEquals(
                "aabb" + "89c697fb" + "01" + "0000000000000002" + "0000000000000009" + "0000000000000007"
                        + "0000000000000004"
                        + "0000000000000002" + "1d6812d202687414c4b7236f281d7b37"
                        + "010001" + "0000000000000001" + "000000000000000b" + "00000000" + "89c4b57f" + "00000054",
                HexFormat.of().formatHex(disk.bytes(SnapshotFormat.nameOf(snapshot))));
    }

    @Test
    void everyChangedByteIsSeen() {
        SnapshotMeta snapshot = save(9, SnapshotArchiveTest.content(300));
        String name = SnapshotFormat.nameOf(snapshot);
        for (int at = 0; at < disk.bytes(name).length; at++) {
            for (int difference : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                disk.bytes(name)[at] ^= (byte) difference;
                assertThrows(StoreException.class, () -> archive.open(snapshot));
                if (at < 300) {
                    assertThrows(StoreException.class, () -> archive.read(snapshot, 0, 300));
                } else if (at >= 304) {
                    assertThrows(StoreException.class, archive::list);
                    assertThrows(StoreException.class, () -> archive.keepOnly(snapshot));
                }
                disk.bytes(name)[at] ^= (byte) difference;
            }
        }
        assertArrayEquals(SnapshotArchiveTest.content(300), archive.read(snapshot, 0, 300));
    }

    @Test
    void everySizeButTheRightOneIsSeen() {
        SnapshotMeta snapshot = save(9, SnapshotArchiveTest.content(300));
        String name = SnapshotFormat.nameOf(snapshot);
        byte[] sound = disk.bytes(name);
        for (int bytes = 0; bytes < sound.length + 20; bytes++) {
            if (bytes != sound.length) {
                disk.setBytes(name, Arrays.copyOf(sound, bytes));
                assertThrows(StoreException.class, archive::list);
                assertThrows(StoreException.class, () -> archive.open(snapshot));
            }
        }
    }

    @Test
    void soundChunksInTheWrongPlaceAreSeen() {
        byte[] content = SnapshotArchiveTest.content(3 * SnapshotFormat.CHUNK_BYTES);
        SnapshotMeta snapshot = save(9, content);
        SnapshotMeta later = save(10, content);
        byte[] bytes = disk.bytes(SnapshotFormat.nameOf(snapshot));
        byte[] sound = bytes.clone();
        int second = (int) SnapshotFormat.chunkAt(1);
        System.arraycopy(sound, 0, bytes, second, second);
        assertRefused("chunk 1 has a wrong checksum", snapshot);
        System.arraycopy(disk.bytes(SnapshotFormat.nameOf(later)), second, bytes, second, second);
        assertRefused("chunk 1 has a wrong checksum", snapshot);
        System.arraycopy(sound, second, bytes, second, second);
        assertArrayEquals(content, archive.read(snapshot, 0, content.length));
    }

    @Test
    void soundChunksOfAnotherStateAreSeenByTheDigest() {
        SnapshotMeta one = save(9, SnapshotArchiveTest.content(300));
        byte[] otherContent = SnapshotArchiveTest.content(300);
        otherContent[7] ^= 1;
        SnapshotMeta other = save(9, otherContent);
        byte[] from = disk.bytes(SnapshotFormat.nameOf(other));
        System.arraycopy(from, 0, disk.bytes(SnapshotFormat.nameOf(one)), 0, 304);
        assertRefused("its content has digest", one);
    }

    @Test
    void aSnapshotUnderTheNameOfAnotherIsSeen() {
        SnapshotMeta one = save(9, SnapshotArchiveTest.content(300));
        SnapshotMeta other = save(10, SnapshotArchiveTest.content(300));
        disk.setBytes(SnapshotFormat.nameOf(one), disk.bytes(SnapshotFormat.nameOf(other)));
        assertRefused("its manifest has a wrong checksum", one);
    }

    @Test
    void damageThatComesWhileItIsReadIsAnErrorOfTheStream() throws IOException {
        SnapshotMeta snapshot = save(9, SnapshotArchiveTest.content(3 * SnapshotFormat.CHUNK_BYTES));
        try (InputStream in = archive.open(snapshot)) {
            assertEquals(1000, in.readNBytes(1000).length);
            disk.bytes(SnapshotFormat.nameOf(snapshot))[(int) SnapshotFormat.chunkAt(2)] ^= 1;
            String message = assertThrows(IOException.class, in::readAllBytes).getMessage();
            assertTrue(message.contains("chunk 2 has a wrong checksum"), message);
        }
    }

    @Test
    void aManifestOfANewerReleaseIsNamedAsSuch() {
        SnapshotMeta snapshot = save(9, new byte[0]);
        String name = SnapshotFormat.nameOf(snapshot);
        byte[] manifest = Arrays.copyOf(disk.bytes(name), disk.bytes(name).length - Integer.BYTES);
        manifest[0] = 2;
        Seal.close(name.getBytes(StandardCharsets.US_ASCII), manifest);
        System.arraycopy(manifest, 0, disk.bytes(name), 0, manifest.length);
        assertRefused("was written by a newer release", snapshot);
    }

    private void assertRefused(String reason, SnapshotMeta snapshot) {
        String message =
                assertThrows(StoreException.class, () -> archive.open(snapshot)).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private SnapshotMeta save(long index, byte[] content) {
        return archive.save(new EntryId(2, index), 7, 4, ALONE, out -> out.write(content));
    }
}
