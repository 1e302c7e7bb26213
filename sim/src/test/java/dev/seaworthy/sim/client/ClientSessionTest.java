package dev.seaworthy.sim.client;

import static dev.seaworthy.sim.client.ScriptedWorld.command;
import static dev.seaworthy.sim.client.ScriptedWorld.granted;
import static dev.seaworthy.sim.client.ScriptedWorld.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client makes of what its session says. */
class ClientSessionTest {
    private static final long GIVE_UP = 10_000;

    private final ScriptedWorld world = new ScriptedWorld();
    private final List<String> violations = new ArrayList<>();
    private HistoryRecorder history;

    @AfterEach
    void everyAnswerMadeSense() {
        assertEquals(List.of(), violations);
    }

    @Test
    void aSessionIsAskedForUntilItIsGranted() {
        world.grantsSessions = false;
        Client client = started(1, 0);
        world.wake(client);
        assertEquals(0, history.size());
        ClientRequest opening = world.request();
        for (int i = 0; i < 50; i++) {
            world.wake(client);
        }
        assertEquals(0, history.size());
        client.onReply(world.wakeAtNanos - 1, 1, granted(opening, 77));
        assertEquals(1, history.size());
        assertEquals(77, command(world.request()).clientId());
        client.onReply(world.wakeAtNanos - 1, 1, granted(opening, 78));
        world.wake(client);
        assertEquals(77, command(world.request()).clientId());
    }

    @Test
    void anExpiredSessionMeansFailureWhereNothingElseWasTried() {
        Client client = started(2, 0);
        long now = world.wake(client);
        ClientRequest first = world.request();
        client.onReply(now, world.node(), status(first, SessionReply.Status.EXPIRED));
        assertTrue(recorded(0).isFail());
        world.wake(client);
        assertNotEquals(command(first).clientId(), command(world.request()).clientId());
        assertEquals(recorded(0).process(), recorded(1).process());
    }

    @Test
    void anExpiredSessionLeavesAnEarlierAttemptUnknown() {
        Client client = started(2, 0);
        world.wake(client);
        long now = world.wake(client);
        client.onReply(now, world.node(), status(world.request(), SessionReply.Status.EXPIRED));
        assertTrue(recorded(0).isInfo());
        assertEquals(-1, client.waitsSince());
        world.wake(client);
        assertNotEquals(recorded(0).process(), recorded(1).process());
    }

    @Test
    void whoWantsTooManyAnswersWantsFewer() {
        int overrun = 0;
        for (int seed = 0; seed < 100; seed++) {
            Client client = started(2, seed);
            world.wake(client);
            passUntilGivenUp(client);
            long now = world.wake(client);
            if (command(world.request()).firstUnanswered()
                    == command(world.request()).sequence()) {
                continue;
            }
            overrun++;
            client.onReply(now, world.node(), status(world.request(), SessionReply.Status.OVERRUN));
            world.wake(client);
            assertEquals(
                    command(world.request()).sequence(),
                    command(world.request()).firstUnanswered());
            assertTrue(recorded(1).isInfo());
        }
        assertTrue(overrun > 10 && overrun < 70, overrun + " of 100 still want the answer they gave up");
    }

    private void passUntilGivenUp(Client client) {
        long began = client.waitsSince();
        while (client.waitsSince() == began) {
            assertTrue(world.wake(client) <= began + GIVE_UP);
        }
    }

    private Operation recorded(int index) {
        return history.history().operation(index);
    }

    /** A client that only writes. */
    private Client started(int operations, long seed) {
        Draws draws = new Draws(seed);
        history = new HistoryRecorder(new LogReplay(this::note), draws, Budget.SMALL, this::note);
        WorkloadSpec spec = new WorkloadSpec(1, operations, 1, 0, 50_000, 0, 100, 1_000, GIVE_UP);
        Pace pace = new Pace(spec, 3, new Store().closingOperations(spec), draws, null);
        Client client = new Client(1, pace, new StoreScript(1, spec, 0, draws), 1_000_000, world, history);
        client.start(0);
        return client;
    }

    private void note(String property, String story) {
        violations.add(property + ": " + story);
    }
}
