package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerBoardTest {
    private final TriggerBoard board = new TriggerBoard();
    private final List<String> pulled = new ArrayList<>();

    @Test
    void aTriggerIsPulledOnceByTheNthMomentOfItsKind() {
        board.add(new Trigger(TriggerEvent.BECAME_LEADER, 0, 2, 5), 7);
        happened(TriggerEvent.BECAME_LEADER, 1);
        happened(TriggerEvent.STEPPED_DOWN, 1);
        assertEquals(List.of(), pulled);
        happened(TriggerEvent.BECAME_LEADER, 3);
        happened(TriggerEvent.BECAME_LEADER, 2);
        assertEquals(List.of("7 by n3 after 5"), pulled);
    }

    @Test
    void aTriggerOfANodeCountsWhatThatNodeDoes() {
        board.add(new Trigger(TriggerEvent.VOTE_SENT, 2, 2, 0), 1);
        board.add(new Trigger(TriggerEvent.VOTE_SENT, 0, 3, 0), 2);
        happened(TriggerEvent.VOTE_SENT, 2);
        happened(TriggerEvent.VOTE_SENT, 1);
        happened(TriggerEvent.VOTE_SENT, 2);
        assertEquals(List.of("1 by n2 after 0", "2 by n2 after 0"), pulled);
    }

    private void happened(TriggerEvent event, int node) {
        board.happened(
                event,
                node,
                (number, puller, trigger) -> pulled.add(number + " by n" + puller + " after " + trigger.delayNanos()));
    }
}
