package dev.seaworthy.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CrashTest {
    @Test
    void theStoryIsOneLineWithTheInnermostFrames() {
        Throwable failure = new AssertionError("first\n  second");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("dev.seaworthy.engine.core.Elections", "onTimer", "Elections.java", 12),
            new StackTraceElement("dev.seaworthy.engine.core.RaftCore", "onTimer", "RaftCore.java", 34),
            new StackTraceElement("Host", "flush", "Host.java", 56),
            new StackTraceElement("Main", "main", "Main.java", 78),
        });
        assertEquals(
                "java.lang.AssertionError: first / second"
                        + " at Elections.onTimer:12 < RaftCore.onTimer:34 < Host.flush:56",
                Crash.of(failure).story());
    }

    @Test
    void theEnginesFramesAreToldHoweverFarOutTheyAre() {
        Throwable failure = new IllegalStateException("refused");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("dev.seaworthy.storage.BatchContract", "breach", "BatchContract.java", 1),
            new StackTraceElement("dev.seaworthy.storage.BatchContract", "check", "BatchContract.java", 2),
            new StackTraceElement("dev.seaworthy.sim.NodeStorage", "submit", "NodeStorage.java", 3),
            new StackTraceElement("dev.seaworthy.engine.host.Replica", "flush", "Replica.java", 4),
            new StackTraceElement("dev.seaworthy.sim.SimNode", "run", "SimNode.java", 5),
        });
        assertEquals(
                "java.lang.IllegalStateException: refused at BatchContract.breach:1 < BatchContract.check:2"
                        + " < NodeStorage.submit:3 < .. < Replica.flush:4",
                Crash.of(failure).story());
    }

    @Test
    void aFailureWithoutFramesHasAStoryToo() {
        Throwable failure = new IllegalStateException();
        failure.setStackTrace(new StackTraceElement[0]);
        assertEquals("java.lang.IllegalStateException", Crash.of(failure).story());
    }
}
