package dev.seaworthy.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.storage.DurableLogStore;
import dev.seaworthy.storage.HardStateRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.WriteBatch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process is killed between a write and its sync, its successor acts on what it finds, and then the power fails. */
class KilledProcessTest {
    @Test
    void aVoteFoundAfterAKillSurvivesThePowerFailureThatFollows() {
        SimDisk disk = SimDisk.withImmediateSyncs();
        HardState vote = new HardState(5, new Member(2, 2), 0, false);
        try (SimStore killed = disk.open()) {
            DurableLogStore.init(killed, Configuration.ofVoters(List.of(new Member(1, 1), new Member(2, 2))));
            killed.write(new WriteBatch().put(KeyLayout.hardStateKey(), HardStateRecord.encode(vote)), false);
        }
        assertEquals(vote, DurableLogStore.open(disk.open()).restored().hardState());
        disk.crash(0);
        assertEquals(vote, DurableLogStore.open(disk.open()).restored().hardState());
    }
}
