package dev.seaworthy.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvStateMachine;
import dev.seaworthy.kv.Put;
import org.junit.jupiter.api.Test;

class WatchedMachineTest {
    @Test
    void onlyWhatSessionsLetThroughCountsAsExecuted() {
        WatchedMachine store =
                new WatchedMachine(new KvStateMachine(), "n1", (property, story) -> fail(property + ": " + story));
        SessionedStateMachine sessions = new SessionedStateMachine(store, SessionLimits.DEFAULT);
        byte[] put = KvCodec.encode(new Put(new byte[] {1}, new byte[] {2}, false));
        sessions.apply(2, 0, new SessionCommand.Open(9).encode());
        assertEquals(0, store.lastExecuted());
        byte[] command = new SessionCommand.Execute(2, 1, put).encode();
        sessions.apply(3, 0, command);
        assertEquals(3, store.lastExecuted());
        sessions.apply(4, 0, command);
        assertEquals(3, store.lastExecuted());
        assertEquals(4, sessions.lastApplied());
    }
}
