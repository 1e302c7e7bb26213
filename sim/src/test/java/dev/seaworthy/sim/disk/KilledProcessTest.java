package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process is killed between a write and its sync, its successor acts on what it finds, and then the power fails. */
class KilledProcessTest {
    private static final HardState VOTE = new HardState(5, new Member(2, 2), 0, false);

    private final SimDisk disk = SimDisk.withDeferredSyncs();

    @Test
    void whatIsFoundAfterAKillSurvivesThePowerFailureThatFollows() {
        try (SimStore fresh = disk.open()) {
            DurableLogStore.init(
                    fresh, disk.slots(), Configuration.ofVoters(List.of(new Member(1, 1), new Member(2, 2))));
            disk.syncThrough(disk.written());
        }
        try (DurableLogStore killed = open()) {
            disk.syncThrough(disk.written());
            LogEntry entry = new LogEntry(1, 5, EntryKind.NOOP, new byte[0]);
            killed.write(new StorageBatch(1, VOTE, 0, null, List.of(entry)));
        }
        try (DurableLogStore successor = open()) {
            requireFound(successor);
            disk.syncThrough(disk.written());
        }
        disk.crash(0);
        requireFound(open());
    }

    private DurableLogStore open() {
        return DurableLogStore.open(disk.open(), disk.slots());
    }

    private static void requireFound(DurableLogStore store) {
        Restored restored = store.restored();
        assertEquals(VOTE, restored.hardState());
        assertEquals(1, restored.lastIndex());
        assertEquals(new Verdict.Clean(), store.verdict());
    }
}
