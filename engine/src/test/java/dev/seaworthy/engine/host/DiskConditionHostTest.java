package dev.seaworthy.engine.host;

import static dev.seaworthy.engine.host.ReplicaHarness.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a replica's callers are told while its disk takes no entries, and who is asked to lead instead. */
class DiskConditionHostTest {
    @Test
    void proposalsAreRefusedForAsLongAsThereIsNoSpaceAndReadsAreNot() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.replica.diskCondition(DiskCondition.FULL);
        node.propose("a");
        node.change(2);
        node.read("q");
        node.run();
        assertEquals(List.of("a: refused, DISK_FULL, leader 1", "change: refused, DISK_FULL, leader 1"), node.outcomes);
        node.acknowledge(2, 1, 1);
        node.run();
        assertEquals("q: answered at 1, q=", node.outcomes.get(2));
        assertTrue(node.seen.contains("refused DISK_FULL"), node.seen.toString());
        assertFalse(node.replica.core().isHalted());
    }

    @Test
    void aBusyDiskRefusesInItsOwnNameAndTakesProposalsAgainAfterwards() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.replica.diskCondition(DiskCondition.BUSY);
        node.propose("a");
        node.run();
        assertEquals(List.of("a: refused, DISK_BUSY, leader 1"), node.outcomes);
        node.replica.diskCondition(DiskCondition.OK);
        node.propose("b");
        node.run();
        node.sync();
        node.acknowledge(2, 2, 0);
        node.run();
        assertEquals("b: committed at 2, b", node.outcomes.get(1));
    }

    @Test
    void whatTheStoreSaysCountsFromItsPlaceAmongTheRequestsOn() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.propose("before");
        node.replica.diskCondition(DiskCondition.BUSY);
        node.propose("between");
        node.replica.diskCondition(DiskCondition.OK);
        node.propose("after");
        node.run();
        assertEquals(List.of("between: refused, DISK_BUSY, leader 1"), node.outcomes);
        node.sync();
        node.acknowledge(2, 3, 0);
        node.run();
        assertEquals(
                List.of(
                        "between: refused, DISK_BUSY, leader 1",
                        "before: committed at 2, before",
                        "after: committed at 3, beforeafter"),
                node.outcomes);
    }

    @Test
    void aFullLeaderAsksAnUpToDateVoterToTakeOver() {
        ReplicaHarness node = ReplicaHarness.leader();
        node.replica.diskCondition(DiskCondition.FULL);
        node.run();
        node.acknowledge(2, 1, 0);
        node.run();
        List<Long> asked = new ArrayList<>();
        for (Message message : node.sent) {
            if (message instanceof Message.TimeoutNow) {
                asked.add(message.to().nodeId());
            }
        }
        assertEquals(List.of(2L), asked);
    }

    @Test
    void aFollowerStoresNothingNewAndIsAsGoodAsBeforeWhenThereIsSpace() {
        ReplicaHarness node = ReplicaHarness.started(3);
        node.receive(append(2, 1, EntryId.ZERO, 1, "a"));
        node.run();
        node.sync();
        node.replica.diskCondition(DiskCondition.FULL);
        node.receive(append(2, 1, new EntryId(1, 1), 1, "b"));
        node.run();
        node.sync();
        assertEquals(1, node.replica.core().lastEntry().index());
        node.replica.diskCondition(DiskCondition.OK);
        node.receive(append(2, 1, new EntryId(1, 1), 2, "b"));
        node.run();
        node.sync();
        assertEquals("ab", node.ledger.text());
    }

    @Test
    void whoWatchesIsToldOfEveryChange() {
        ReplicaHarness node = ReplicaHarness.leader();
        for (DiskCondition condition : List.of(DiskCondition.SLOW, DiskCondition.FULL, DiskCondition.OK)) {
            node.replica.diskCondition(condition);
            node.run();
            assertEquals(condition, node.replica.core().status().disk());
        }
        assertEquals(List.of(DiskCondition.SLOW, DiskCondition.FULL, DiskCondition.OK), node.diskConditions);
    }
}
