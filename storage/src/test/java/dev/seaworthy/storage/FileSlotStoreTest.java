package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link SlotStore} promises, of files. */
class FileSlotStoreTest {
    @TempDir
    private Path directory;

    private final Random random = new Random(4);

    @Test
    void newSlotsAreZerosAndTakeTheirSpaceAtOnce() throws IOException {
        try (SlotStore slots = FileSlotStore.create(directory)) {
            for (Slot slot : Slot.values()) {
                assertArrayEquals(new byte[SlotStore.SLOT_BYTES], slots.read(slot));
                assertEquals(SlotStore.SLOT_BYTES, Files.size(directory.resolve(slot.fileName())));
            }
        }
    }

    @Test
    void aSlotHoldsWhatWasWrittenLastAndNoOtherSlotChanges() throws IOException {
        Map<Slot, byte[]> expected = new EnumMap<>(Slot.class);
        for (Slot slot : Slot.values()) {
            expected.put(slot, new byte[SlotStore.SLOT_BYTES]);
        }
        List<Slot> all = List.copyOf(expected.keySet());
        FileSlotStore.create(directory).close();
        for (int round = 0; round < 10; round++) {
            try (SlotStore slots = FileSlotStore.open(directory)) {
                for (int write = 0; write < 5; write++) {
                    Slot slot = all.get(random.nextInt(all.size()));
                    byte[] content = new byte[random.nextInt(SlotStore.SLOT_BYTES + 1)];
                    random.nextBytes(content);
                    slots.write(slot, content);
                    slots.sync(slot);
                    System.arraycopy(content, 0, expected.get(slot), 0, content.length);
                    assertHolds(expected, slots);
                }
            }
            try (SlotStore slots = FileSlotStore.open(directory)) {
                assertHolds(expected, slots);
            }
            assertEquals(SlotStore.SLOT_BYTES, Files.size(directory.resolve(Slot.MARK_A.fileName())), "it never grows");
        }
    }

    @Test
    void aWriterChangesNothingByWhatItDoesToTheBytesItWasGivenOrGaveOut() {
        try (SlotStore slots = FileSlotStore.create(directory)) {
            byte[] content = {1, 2, 3};
            slots.write(Slot.MARK_B, content);
            content[0] = 9;
            byte[] read = slots.read(Slot.MARK_B);
            assertArrayEquals(Arrays.copyOf(new byte[] {1, 2, 3}, SlotStore.SLOT_BYTES), read);
            read[1] = 9;
            assertEquals(2, slots.read(Slot.MARK_B)[1]);
        }
    }

    @Test
    void moreThanASlotHoldsIsRefusedAndNothingOfItWritten() {
        try (SlotStore slots = FileSlotStore.create(directory)) {
            byte[] tooMuch = new byte[SlotStore.SLOT_BYTES + 1];
            Arrays.fill(tooMuch, (byte) 1);
            assertThrows(IllegalArgumentException.class, () -> slots.write(Slot.HARD_STATE_A, tooMuch));
            assertArrayEquals(new byte[SlotStore.SLOT_BYTES], slots.read(Slot.HARD_STATE_A));
            slots.write(Slot.HARD_STATE_A, new byte[] {1});
        }
    }

    @Test
    void slotsThatAreThereAreNotMadeAgain() throws IOException {
        try (SlotStore slots = FileSlotStore.create(directory)) {
            slots.write(Slot.MARK_A, new byte[] {7});
            slots.sync(Slot.MARK_A);
        }
        Files.delete(directory.resolve(Slot.HARD_STATE_A.fileName()));
        StoreException refused = assertThrows(StoreException.class, () -> FileSlotStore.create(directory));
        assertTrue(refused.getMessage().contains("is there already"), refused.getMessage());
        assertEquals(7, Files.readAllBytes(directory.resolve(Slot.MARK_A.fileName()))[0]);
    }

    @Test
    void aFileThatIsMissingOrShortReadsAsZeros() throws IOException {
        try (SlotStore slots = FileSlotStore.create(directory)) {
            slots.write(Slot.HARD_STATE_B, new byte[] {1, 2, 3, 4});
        }
        Files.write(directory.resolve(Slot.HARD_STATE_B.fileName()), new byte[] {5, 6});
        Files.delete(directory.resolve(Slot.MARK_A.fileName()));
        try (SlotStore slots = FileSlotStore.open(directory)) {
            assertArrayEquals(Arrays.copyOf(new byte[] {5, 6}, SlotStore.SLOT_BYTES), slots.read(Slot.HARD_STATE_B));
            assertArrayEquals(new byte[SlotStore.SLOT_BYTES], slots.read(Slot.MARK_A));
        }
    }

    @Test
    void aSlotThatIsNoFileIsRefusedWithItsDirectoryNamed() throws IOException {
        Files.createDirectory(directory.resolve(Slot.MARK_B.fileName()));
        StoreException refused = assertThrows(StoreException.class, () -> FileSlotStore.open(directory));
        assertTrue(refused.getMessage().contains(directory.toString()), refused.getMessage());
    }

    /** The device takes no byte and cannot be synced. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFailedOnceIsNeverTriedAgain(boolean write) throws IOException {
        Path device = Path.of("/dev/full");
        assumeTrue(Files.isWritable(device), "there is no " + device + " on this system");
        FileSlotStore.create(directory).close();
        Path file = directory.resolve(Slot.MARK_A.fileName());
        Files.delete(file);
        Files.createSymbolicLink(file, device);
        try (SlotStore slots = FileSlotStore.open(directory)) {
            StoreException failed = assertThrows(StoreException.class, () -> {
                if (write) {
                    slots.write(Slot.MARK_A, new byte[1]);
                } else {
                    slots.sync(Slot.MARK_A);
                }
            });
            assertTrue(failed.getMessage().contains(file + " could not be " + (write ? "written" : "synced")));
            for (Slot slot : Slot.values()) {
                assertEquals(
                        failed.getMessage(),
                        assertThrows(StoreException.class, () -> slots.write(slot, new byte[1]))
                                .getMessage());
                assertEquals(
                        failed.getMessage(),
                        assertThrows(StoreException.class, () -> slots.sync(slot))
                                .getMessage());
            }
        }
    }

    @Test
    void closedSlotsDoNothing() {
        SlotStore slots = FileSlotStore.create(directory);
        slots.close();
        assertThrows(StoreException.class, () -> slots.read(Slot.MARK_A));
        assertThrows(StoreException.class, () -> slots.write(Slot.MARK_A, new byte[1]));
        assertThrows(StoreException.class, () -> slots.sync(Slot.MARK_A));
        slots.close();
    }

    private static void assertHolds(Map<Slot, byte[]> expected, SlotStore slots) {
        for (Slot slot : Slot.values()) {
            assertArrayEquals(expected.get(slot), slots.read(slot), slot.fileName());
        }
    }
}
