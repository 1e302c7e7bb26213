package dev.seaworthy.sim.client;

import static dev.seaworthy.sim.client.ScriptedWorld.answer;
import static dev.seaworthy.sim.client.ScriptedWorld.command;
import static dev.seaworthy.sim.client.ScriptedWorld.held;
import static dev.seaworthy.sim.client.ScriptedWorld.refusal;
import static dev.seaworthy.sim.client.ScriptedWorld.unknown;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientTest {
    private static final long RETRY = 1_000;
    private static final long GIVE_UP = 10_000;
    private static final long HEAL = 1_000_000;
    private static final int NODES = 3;
    private static final int NO_GETS = 0;
    private static final int ONLY_GETS = Draws.CERTAIN_PPM;

    private final ScriptedWorld world = new ScriptedWorld();
    private final List<String> violations = new ArrayList<>();
    private HistoryRecorder history;

    @Test
    void answeredOperationIsRecordedAndTheNextBegins() {
        Client client = started(NO_GETS, 2, 1);
        long now = world.wake(client);
        ClientRequest first = world.request();
        assertEquals(now, client.waitsSince());
        client.onReply(now + 5, world.node(), answer(first, held(ScriptedWorld.Status.OK, null), 1));
        assertEquals(-1, client.waitsSince());
        assertTrue(recorded(0).isOk());
        world.wake(client);
        assertEquals(first.operation() + 1, world.request().operation());
        assertTrue(command(world.request()).sequence() > command(first).sequence());
        assertEquals(command(first).clientId(), command(world.request()).clientId());
    }

    @Test
    void silentNodeIsFollowedByAnotherWithTheSameCommand() {
        Client client = started(NO_GETS, 1, 1);
        long now = world.wake(client);
        assertEquals(now + RETRY, world.wake(client));
        assertEquals(
                List.of(1, 2),
                world.requests.stream().map(ClientRequest::attempt).toList());
        assertNotEquals(world.nodes.get(0), world.nodes.get(1));
        assertArrayEquals(world.requests.get(0).body(), world.requests.get(1).body());
    }

    @Test
    void hintIsFollowedAtOnceButASecondOneOnlyAfterAPause() {
        Client client = started(NO_GETS, 1, 1);
        long now = world.wake(client);
        int first = world.node();
        int hinted = first % NODES + 1;
        client.onReply(now, first, refusal(world.request(), hinted));
        assertEquals(hinted, world.node());
        client.onReply(now, hinted, refusal(world.request(), first));
        assertEquals(2, world.requests.size());
        assertTrue(world.wake(client) > now);
        assertEquals(first, world.node());
    }

    @Test
    void refusalWithoutHintIsFollowedByAnotherNodeAfterAPause() {
        Client client = started(ONLY_GETS, 1, 1);
        long now = world.wake(client);
        int first = world.node();
        client.onReply(now, first, refusal(world.request(), 0));
        assertEquals(1, world.requests.size());
        assertTrue(world.wake(client) > now);
        assertNotEquals(first, world.node());
    }

    @Test
    void leaderIsAskedFirstNextTime() {
        int askedAgain = 0;
        for (int seed = 0; seed < 50; seed++) {
            Client client = started(ONLY_GETS, 2, 1, seed);
            long now = world.wake(client);
            int leader = world.node() % NODES + 1;
            client.onReply(now, world.node(), refusal(world.request(), leader));
            client.onReply(now, leader, answer(world.request(), held(ScriptedWorld.Status.NOT_FOUND, null), 1));
            world.wake(client);
            askedAgain += world.node() == leader ? 1 : 0;
        }
        assertTrue(askedAgain > 40, askedAgain + " of 50 asked the leader they knew");
    }

    @Test
    void lateAnswerToAnEarlierAttemptIsTheAnswer() {
        Client client = started(NO_GETS, 1, 1);
        world.wake(client);
        ClientRequest first = world.request();
        long now = world.wake(client);
        client.onReply(now + 1, world.nodes.get(0), answer(first, held(ScriptedWorld.Status.OK, null), 4));
        assertTrue(recorded(0).isOk());
    }

    @Test
    void repeatedAnswerIsIgnored() {
        Client client = started(NO_GETS, 2, 1);
        long now = world.wake(client);
        ClientReply answer = answer(world.request(), held(ScriptedWorld.Status.OK, null), 4);
        client.onReply(now, world.node(), answer);
        client.onReply(now, world.node(), answer);
        world.wake(client);
        client.onReply(now, world.node(), answer);
        assertEquals(2, history.size());
        assertTrue(recorded(1).isInfo());
    }

    @Test
    void operationOfWhichEveryAttemptWasRefusedHasFailed() {
        Client client = started(NO_GETS, 2, 1);
        long began = world.wake(client);
        while (history.size() == 1 && world.wakeAtNanos <= began + GIVE_UP && client.waitsSince() >= 0) {
            client.onReply(world.wakeAtNanos - 1, world.node(), refusal(world.request(), 0));
            world.wake(client);
        }
        assertTrue(recorded(0).isFail(), () -> recorded(0).toString());
        world.wake(client);
        assertEquals(recorded(0).process(), recorded(1).process());
    }

    @Test
    void oneAttemptThatWasNotRefusedMakesTheOutcomeUnknown() {
        Client client = started(NO_GETS, 2, 1);
        long began = world.wake(client);
        world.wake(client);
        while (client.waitsSince() == began) {
            client.onReply(world.wakeAtNanos - 1, world.node(), refusal(world.request(), 0));
            client.onReply(world.wakeAtNanos - 1, world.node(), refusal(world.request(), 0));
            world.wake(client);
        }
        world.wake(client);
        assertTrue(recorded(0).isInfo());
        assertNotEquals(recorded(0).process(), recorded(1).process());
    }

    @Test
    void outcomeANodeDoesNotKnowMayBeLearntFromAnother() {
        Client client = started(NO_GETS, 1, 1);
        long now = world.wake(client);
        client.onReply(now, world.node(), unknown(world.request()));
        assertEquals(1, world.requests.size());
        now = world.wake(client);
        client.onReply(now, world.node(), answer(world.request(), held(ScriptedWorld.Status.OK, null), 4));
        assertTrue(recorded(0).isOk());
    }

    @Test
    void answerAfterGivingUpIsIgnored() {
        Client client = started(NO_GETS, 2, 1);
        long began = world.wake(client);
        ClientRequest first = world.request();
        passUntilGivenUp(client);
        client.onReply(began + 2 * GIVE_UP, world.node(), answer(first, held(ScriptedWorld.Status.OK, null), 4));
        assertTrue(recorded(0).isInfo());
    }

    @Test
    void afterGivingUpSomeGoOnWithTheNextSequenceAndSomeAsNewClients() {
        int newClients = 0;
        for (int seed = 0; seed < 100; seed++) {
            Client client = started(NO_GETS, 2, 1, seed);
            world.wake(client);
            ClientRequest first = world.request();
            passUntilGivenUp(client);
            world.wake(client);
            assertTrue(command(world.request()).sequence() > command(first).sequence());
            newClients += command(world.request()).clientId() == command(first).clientId() ? 0 : 1;
        }
        assertTrue(newClients > 10 && newClients < 60, newClients + " of 100 are new clients");
    }

    @Test
    void afterTheHealNobodyGivesUp() {
        Client client = started(NO_GETS, 1, 1, 0, 5_000);
        long began = world.wake(client);
        for (int i = 0; i < 100; i++) {
            world.wake(client);
        }
        assertEquals(began, client.waitsSince());
        assertFalse(client.isDone());
    }

    @Test
    void everyKeyIsReadAfterTheHeal() {
        Client client = started(NO_GETS, 1, 3);
        int finalGets = 0;
        while (!client.isDone()) {
            long now = world.wake(client);
            if (world.request().kind() == ClientRequest.Kind.READ) {
                assertTrue(now >= HEAL);
                finalGets++;
            }
            client.onReply(now, world.node(), answer(world.request(), held(ScriptedWorld.Status.OK, "v"), 4));
        }
        assertEquals(3 * StoreScript.FINAL_ROUNDS, finalGets);
        assertEquals(1 + 3 * StoreScript.FINAL_ROUNDS, history.size());
        for (int key = 0; key < 3; key++) {
            assertEquals("k" + key, recorded(1 + key).key());
        }
    }

    @Test
    void staleSessionOfTheNewestCommandMakesNoSense() {
        Client client = started(NO_GETS, 1, 1);
        long now = world.wake(client);
        byte[] stale = {2, 2};
        ClientRequest request = world.request();
        client.onReply(
                now,
                world.node(),
                new ClientReply(request.operation(), request.attempt(), ClientReply.Kind.ANSWERED, stale, 3, 0, null));
        assertEquals(1, violations.size());
        assertTrue(violations.get(0).startsWith("ValidAnswer: the answer to c1.0 "), violations.get(0));
    }

    @Test
    void casMostlyExpectsWhatTheClientLastSaw() {
        int seen = 0;
        int compared = 0;
        for (int seed = 0; seed < 200; seed++) {
            Client client = started(NO_GETS, 2, 1, seed);
            long now = world.wake(client);
            client.onReply(now, world.node(), answer(world.request(), held(ScriptedWorld.Status.MISMATCH, "mine"), 4));
            String last = client.open() == null ? "" : ((StoreOperation) client.open()).value();
            world.wake(client);
            if (recorded(0).function().equals("cas") && recorded(1).function().equals("cas")) {
                compared++;
                seen += "mine".equals(((StoreOperation) client.open()).expected()) ? 1 : 0;
                assertNotEquals(last, ((StoreOperation) client.open()).value());
            }
        }
        assertTrue(compared > 5 && seen > compared / 2, seen + " of " + compared);
    }

    @Test
    void lateRefusalOrIgnoranceOfAnEarlierAttemptDisturbsNothing() {
        Client client = started(NO_GETS, 1, 1);
        world.wake(client);
        ClientRequest first = world.request();
        long now = world.wake(client);
        long wakeAt = world.wakeAtNanos;
        client.onReply(now + 1, world.nodes.get(0), refusal(first, 0));
        client.onReply(now + 2, world.nodes.get(0), unknown(first));
        assertEquals(2, world.requests.size());
        assertEquals(wakeAt, world.wakeAtNanos);
    }

    @Test
    void refusalsOfAnEarlierOperationDoNotCount() {
        long patient = 2 * GIVE_UP;
        Client client = started(spec(2, 1, NO_GETS, patient), 0, HEAL);
        long now = world.wake(client);
        client.onReply(now, world.node(), refusal(world.request(), world.node() % NODES + 1));
        client.onReply(now, world.node(), answer(world.request(), held(ScriptedWorld.Status.OK, null), 4));
        assertTrue(recorded(0).isOk());
        world.wake(client);
        passUntilGivenUp(client);
        assertTrue(recorded(1).isInfo());
    }

    @Test
    void silentLeaderIsNoLongerBelievedToLead() {
        int believed = 0;
        for (int seed = 0; seed < 50; seed++) {
            Client client = started(NO_GETS, 1, 1, seed);
            long now = world.wake(client);
            int leader = world.node() % NODES + 1;
            client.onReply(now, world.node(), refusal(world.request(), leader));
            world.wake(client);
            assertNotEquals(leader, world.node());
            world.wake(client);
            believed += world.node() == leader ? 1 : 0;
        }
        assertTrue(believed > 5 && believed < 45, believed + " of 50 asked it again next");
    }

    @Test
    void wakeItNoLongerWaitsForIsIgnored() {
        Client client = started(NO_GETS, 1, 1);
        world.wake(client);
        assertFalse(client.onWake(1, 1));
        assertEquals(1, world.requests.size());
    }

    @Test
    void localReadsNameTheNewestIndexSeenAndAreNoPartOfTheHistory() {
        int named = 0;
        for (int seed = 0; seed < 50; seed++) {
            Client client = started(
                    new WorkloadSpec(1, 2, 1, ONLY_GETS, 0, Draws.CERTAIN_PPM, 100, RETRY, GIVE_UP), seed, HEAL);
            long now = world.wake(client);
            assertEquals(ClientRequest.Kind.LOCAL_READ, world.request().kind());
            client.onReply(now, world.node(), answer(world.request(), held(ScriptedWorld.Status.OK, "v"), 12));
            world.wake(client);
            named += world.request().minIndex() == 12 ? 1 : 0;
            assertEquals(0, history.size());
        }
        assertTrue(named > 20 && named < 50, named + " of 50 asked for what they had seen");
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

    private Client started(int getPpm, int operations, int keys) {
        return started(getPpm, operations, keys, 0);
    }

    private Client started(int getPpm, int operations, int keys, long seed) {
        return started(getPpm, operations, keys, seed, HEAL);
    }

    private Client started(int getPpm, int operations, int keys, long seed, long healNanos) {
        return started(spec(operations, keys, getPpm, RETRY), seed, healNanos);
    }

    private static WorkloadSpec spec(int operations, int keys, int getPpm, long retryNanos) {
        return new WorkloadSpec(1, operations, keys, getPpm, 50_000, 0, 100, retryNanos, GIVE_UP);
    }

    private Client started(WorkloadSpec spec, long seed, long healNanos) {
        Draws draws = new Draws(seed);
        history = new HistoryRecorder(new LogReplay(this::note), draws, Budget.SMALL, this::note);
        Pace pace = new Pace(spec, NODES, new Store().closingOperations(spec), draws, null);
        Client client = new Client(1, pace, new StoreScript(1, spec, 0, draws), healNanos, world, history);
        client.start(0);
        return client;
    }

    private void note(String property, String story) {
        violations.add(property + ": " + story);
    }
}
