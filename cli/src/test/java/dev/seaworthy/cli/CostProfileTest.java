package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CostProfileTest {
    private static final String[] RUN = {"sim.ScenarioRun.step", "sim.ScenarioRun.run", "sim.campaign.Campaign.work"};

    @Test
    void whatAnOracleCallsIsItsOwn() {
        assertPart(
                "VoteOracle", "sim.oracle.VoteOracle.durable", "sim.oracle.OracleFamily.durable", "sim.NodeStorage.a");
        assertPart("LogOracle", "sim.oracle.EntryTree.at", "sim.oracle.LogOracle.appended", "engine.host.Replica.run");
        assertPart("LogOracle", "engine.core.EntryId.equals", "sim.oracle.LogOracle$1.run", "sim.oracle.Oracles.a");
        assertPart(CostProfile.SHARED, "sim.oracle.Ghost.logs", "sim.oracle.Oracles.onSent", "engine.host.Replica.run");
    }

    @Test
    void theRestGoesToTheInnermostModule() {
        assertPart("engine", "engine.core.RaftCore.onTimer", "engine.host.Replica.run", "sim.SimNode.run");
        assertPart("storage", "storage.DurableLogStore.write", "engine.host.Replica.run", "sim.SimNode.run");
        assertPart("the world", "sim.kernel.EventQueue.next");
        assertPart(CostProfile.LINEARIZABILITY, "checker.WitnessCheck.verify", "sim.client.HistoryRecorder.judge");
        assertPart("the world", "sim.client.HistoryRecorder.invoked");
    }

    @Test
    void otherThreadsAreNotOfARun() {
        assertNull(CostProfile.part(stack("sim.campaign.Campaign.run", "cli.SimCommand.call")));
        assertNull(CostProfile.part(new StackTraceElement[0]));
    }

    @Test
    void theCommandPrintsShares() {
        String out =
                Shell.run("sim", "--seeds", "1..10", "--profile-cost").expect(0).out();
        assertTrue(out.contains("What the runs are made of, by "), out);
        assertTrue(out.contains(" %  all oracles together"), out);
    }

    private static void assertPart(String part, String... frames) {
        String[] all = Arrays.copyOf(frames, frames.length + RUN.length);
        System.arraycopy(RUN, 0, all, frames.length, RUN.length);
        StackTraceElement[] ours = stack(all);
        assertEquals(part, CostProfile.part(ours));
        // What the JDK does is done for who calls it.
        StackTraceElement[] deeper = new StackTraceElement[ours.length + 1];
        deeper[0] = new StackTraceElement("java.util.TreeMap", "get", "TreeMap.java", 1);
        System.arraycopy(ours, 0, deeper, 1, ours.length);
        assertEquals(part, CostProfile.part(deeper));
    }

    private static StackTraceElement[] stack(String... frames) {
        return Arrays.stream(frames)
                .map(frame -> {
                    int dot = frame.lastIndexOf('.');
                    String type = "dev.seaworthy." + frame.substring(0, dot);
                    return new StackTraceElement(type, frame.substring(dot + 1), "Any.java", 1);
                })
                .toArray(StackTraceElement[]::new);
    }
}
