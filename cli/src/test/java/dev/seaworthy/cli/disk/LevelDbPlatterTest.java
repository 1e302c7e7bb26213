package dev.seaworthy.cli.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.sim.disk.Chance;
import dev.seaworthy.sim.disk.Platter;
import dev.seaworthy.sim.disk.PlatterException;
import dev.seaworthy.sim.disk.SimDisk;
import dev.seaworthy.sim.disk.SimStore;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.WriteBatch;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening the simulated disk holds the directory against it: these tests fail by what that finds. */
class LevelDbPlatterTest {
    private static final int[] SIZES = {1, 200, 3_000, 40_000, 90_000};

    @TempDir
    private Path folder;

    private final DirectoryTally tally = new DirectoryTally();
    private LevelDbPlatter platter;
    private SimDisk disk;
    private SimStore store;
    private int written;

    @BeforeEach
    void makeDisk() {
        platter = new LevelDbPlatter(folder.resolve("disk"), tally);
        disk = formatted(platter);
        store = disk.open();
    }

    @AfterEach
    void close() {
        platter.close();
    }

    private static SimDisk formatted(Platter platter) {
        SimDisk disk = SimDisk.withDeferredSyncs(platter);
        try (SimStore fresh = disk.open()) {
            // Marks that are exact tell a batch that was under way from one that rotted.
            DurableLogStore.init(fresh, disk.slots(), Configuration.NONE);
        }
        disk.crash(disk.unsynced());
        return disk;
    }

    @Test
    void afterEveryPowerFailureTheDirectoryHoldsTheBatchesThatSurvive() {
        int torn = 0;
        for (int draw = 0; draw < 60; draw++) {
            for (int i = 0; i <= draw % 4; i++) {
                write(SIZES[(draw + i) % SIZES.length]);
            }
            disk.crash(disk.unsynced() * (draw % 3) / 3, false, TestChance.of(draw));
            store = disk.open();
            Verdict verdict = store.verdict();
            assertTrue(verdict.opens() && !(verdict instanceof Verdict.Damaged), verdict + " after draw " + draw);
            torn += verdict instanceof Verdict.Torn ? 1 : 0;
        }
        assertTrue(torn > 20, "only " + torn + " of 60 were torn");
        assertEquals(torn, tally.counts().tornTails());
        assertTrue(tally.counts().lostBatches() > 60, tally.counts().toString());
    }

    @Test
    void aKilledProcessLosesNothing() {
        for (int size : SIZES) {
            write(size);
            store.close();
            store = disk.open();
            assertEquals(new Verdict.Clean(), store.verdict());
        }
        assertEquals(SIZES.length, tally.counts().kills());
        assertEquals(1, tally.counts().powerFailures(), "that of the making");
    }

    @Test
    void powerMayFailAfterTheProcessWasKilled() {
        write(3_000);
        write(3_000);
        store.close();
        disk.crash(1, false, TestChance.of(1));
        store = disk.open();
        assertEquals(1, tally.counts().lostBatches());
    }

    @Test
    void damageThatTheDiskSuffersIsFoundInTheDirectory() {
        write(100);
        write(100);
        disk.crash(disk.unsynced());
        disk.flip(key(0), 17);
        disk.erase(key(1), key(2));
        store = disk.open();
        assertEquals(disk.durableValue(key(0))[2], store.get(key(0))[2]);
        assertEquals(null, store.get(key(1)));
    }

    @Test
    void aDirectoryThatLostMoreThanTheDiskIsFoundOut() {
        Platter careless = new Platter() {
            private final Platter real = new LevelDbPlatter(folder.resolve("careless"), tally);

            @Override
            public Opened open(SlotStore slots) {
                return real.open(slots);
            }

            @Override
            public void crash(int lost, Chance chance) {
                real.crash(lost == 0 ? 0 : lost + 1, chance);
            }
        };
        disk = formatted(careless);
        store = disk.open();
        write(100);
        write(100);
        write(100);
        disk.crash(2, false, TestChance.of(3));
        String message = assertThrows(PlatterException.class, disk::open).getMessage();
        assertTrue(message.contains("does not hold what the disk holds"), message);
    }

    private void write(int size) {
        byte[] value = new byte[size];
        Arrays.fill(value, (byte) (written + 1));
        store.write(new WriteBatch().put(key(written++), value), true);
    }

    private static byte[] key(int number) {
        return new byte[] {'x', (byte) (number >> Byte.SIZE), (byte) number};
    }
}
