package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HaltCode;
import org.junit.jupiter.api.Test;

class ReadAndSessionOraclesTest {
    @Test
    void readFromAStateThatHasWhatWasCommittedIsLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).commit(1, 1);
        run.oracles.readInvoked(1, 0);
        run.commit(1, 2);
        run.oracles.readServed(2, 1, 0, 1);
        run.assertLegal();
    }

    @Test
    void staleReadIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).commit(1, 2);
        run.oracles.readInvoked(40, 7);
        run.oracles.readServed(2, 40, 7, 1);
        run.assertBroken(
                "ReadIndex", "n2 answered a read of c40 from a state of index 1, though index 2 was committed");
    }

    @Test
    void onlyTheFirstAskingCounts() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2).commit(1, 1);
        run.oracles.readInvoked(1, 3);
        run.commit(1, 2);
        run.oracles.readInvoked(1, 3);
        run.oracles.readServed(1, 1, 3, 1);
        run.assertLegal();
    }

    @Test
    void answerToAReadNobodyWaitsForIsIgnored() {
        HandMadeRun run = HandMadeRun.withLeader(3, 2);
        run.oracles.readInvoked(1, 3);
        run.commit(1, 2);
        run.oracles.readInvoked(1, 4);
        run.oracles.readServed(1, 1, 3, 1);
        run.assertLegal();
    }

    @Test
    void commandsExecutedOnceEachAreLegal() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        for (long sequence = 1; sequence <= 200; sequence++) {
            run.oracles.onExecuted(sequence, 1, sequence);
            run.oracles.onExecuted(1000 + sequence, 2, sequence);
        }
        run.assertLegal();
    }

    @Test
    void commandExecutedTwiceIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onExecuted(3, 9, 1);
        run.oracles.onExecuted(5, 9, 1);
        run.assertBroken("ExactlyOnce", "command 1 of client 9 was executed at index 3 and again at index 5");
    }

    @Test
    void haltIsReportedUnlessTheDiskFailed() {
        HandMadeRun run = HandMadeRun.withLeader(3, 0);
        run.oracles.onEffect(2, new Effect.Halt(HaltCode.STORAGE_FAILED, "the disk is gone"));
        run.assertLegal();
        run.oracles.onEffect(2, new Effect.Halt(HaltCode.CONTRACT_BROKEN, "index 3"));
        run.assertBroken("Halt", "n2 halted, CONTRACT_BROKEN: index 3");
    }

    @Test
    void onlyTheFirstViolationIsReported() {
        HandMadeRun run = HandMadeRun.withLeader(3, 1);
        run.lead(2, 1).lead(3, 1).truncate(1, 1);
        run.assertBroken("ElectionSafety", "n2");
    }
}
