package dev.seaworthy.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The file calls of a run are recorded, every disk that a power failure could have left at any point of it is made, and
 * opened with the real LevelDB: everything acknowledged is there, and nothing that was never written.
 */
class PowerFailureTest {
    private static final boolean TORTURE = Boolean.getBoolean("seaworthy.storage.torture");

    private Path scratch;
    private Path recorder;

    @BeforeEach
    void build() throws Exception {
        scratch = Images.scratch();
        recorder = Recording.recorder(scratch);
    }

    @AfterEach
    void clear() throws IOException {
        Images.delete(scratch);
    }

    @Test
    void everyDiskThatAPowerFailureLeavesHoldsWhatWasAcknowledged() throws Exception {
        CrashCounts counts = new CrashCounts();
        for (int seed = 1; seed <= (TORTURE ? 12 : 2); seed++) {
            Run run = new Run(seed, 6_000, 25, 3);
            Path root = scratch.resolve("run" + seed);
            crashRun(root, run, counts).check(Recording.of(recorder, root, run, 0), TORTURE ? 1 : 0.04);
            Images.delete(root);
        }
        assertSound("power failures", counts, 300);
    }

    @Test
    void withMarksSyncedLaterOnlyATornSectorIsCalledDamaged() throws Exception {
        CrashCounts counts = new CrashCounts();
        for (int seed = 21; seed <= (TORTURE ? 26 : 22); seed++) {
            Run run = new Run(seed, 6_000, 25, 3).withMarksLater();
            Path root = scratch.resolve("later" + seed);
            crashRun(root, run, counts).check(Recording.of(recorder, root, run, 0), TORTURE ? 1 : 0.04);
            Images.delete(root);
        }
        assertSound("power failures, marks later", counts, 300);
        assertTrue(counts.coincidences() * 1000L <= counts.openings(), () -> "too many coincidences: " + counts);
    }

    @Test
    void alsoWhereLevelDbBeginsAndRemovesFiles() throws Exception {
        CrashCounts counts = new CrashCounts();
        for (int seed = 1; seed <= (TORTURE ? 6 : 1); seed++) {
            Run run = new Run(seed, 20_000, 60, 2, 64 << 10);
            Path root = scratch.resolve("files" + seed);
            List<Recording.Call> calls = Recording.of(recorder, root, run, 0);
            crashRun(root, run, counts).checkWhereNamesChange(calls, TORTURE ? 0.5 : 0.01);
            Images.delete(root);
        }
        assertSound("power failures while files come and go", counts, 100);
    }

    @Test
    void afterASyncThatFailedNothingIsAcknowledgedThatADiskMayHaveLost() throws Exception {
        CrashCounts counts = new CrashCounts();
        for (int i = 0; i < (TORTURE ? 60 : 4); i++) {
            Run run = new Run(7, 3_000, 30, 1);
            Path root = scratch.resolve("failing" + i);
            List<Recording.Call> calls = Recording.of(recorder, root, run, 45 + i * 7 % 53);
            crashRun(root, run, counts).checkFromFailure(calls, TORTURE ? 1 : 0.3);
            Images.delete(root);
        }
        assertSound("power failures after a failed sync", counts, 20);
    }

    private CrashRun crashRun(Path root, Run run, CrashCounts counts) {
        return new CrashRun(root, run, scratch.resolve("image"), counts);
    }

    private static void assertSound(String what, CrashCounts counts, int imagesMin) {
        System.out.println(what + ": " + counts);
        assertEquals(List.of(), counts.findings());
        assertTrue(counts.images() >= imagesMin, "only " + counts);
    }
}
