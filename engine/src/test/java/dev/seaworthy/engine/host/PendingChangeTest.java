package dev.seaworthy.engine.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What whoever asked for a change of membership is told. */
class PendingChangeTest {
    @Test
    void anOlderEntryThatHoldsTheTargetDoesNotEndTheChange() {
        Configuration target = Configuration.ofVoters(List.of(ReplicaHarness.member(1)));
        List<ProposalOutcome> outcomes = new ArrayList<>();
        PendingChange change = new PendingChange();
        change.add(5, target, outcomes::add);
        change.applied(new EntryId(1, 3), target);
        assertEquals(List.of(), outcomes);
        change.applied(new EntryId(2, 5), target);
        assertEquals(1, outcomes.size());
    }
}
