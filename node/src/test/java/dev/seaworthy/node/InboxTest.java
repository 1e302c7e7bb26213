package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** When the loop is told that something has come: of requests by the announcer, of all else at once. */
class InboxTest {
    private final ArrayDeque<Runnable> later = new ArrayDeque<>();
    private int told;

    private Inbox inbox(Executor announcer) {
        Inbox inbox = new Inbox(1 << 20, announcer);
        inbox.onArrival(() -> told++);
        return inbox;
    }

    private static int taken(Inbox inbox) {
        return inbox.take(new ArrayList<>(), () -> {}).size();
    }

    private static void ask(Inbox inbox) {
        assertTrue(inbox.addRequest(replica -> {}));
    }

    @Test
    void ofRequestsThatComeTogetherTheLoopIsToldOnce() {
        Inbox inbox = inbox(later::add);
        ask(inbox);
        ask(inbox);
        ask(inbox);
        assertEquals(0, told);
        later.poll().run();
        assertEquals(1, told);
        later.poll().run();
        later.poll().run();
        assertEquals(1, told);
        ask(inbox);
        assertEquals(0, later.size(), "the loop knows already");
        assertEquals(4, taken(inbox));
        ask(inbox);
        later.poll().run();
        assertEquals(2, told);
        assertEquals(1, taken(inbox));
    }

    @Test
    void aRequestWaitsForItsOwnAnnouncementOnly() {
        Inbox inbox = inbox(later::add);
        ask(inbox);
        ask(inbox);
        later.pollLast().run();
        assertEquals(1, told, "whoever would announce the first may be held up");
    }

    @Test
    void whatElseArrivesWaitsForNoAnnouncerAndTakesTheRequestsAlong() {
        Inbox inbox = inbox(later::add);
        ask(inbox);
        assertTrue(inbox.addFrame(ByteBuffer.allocate(1)));
        assertEquals(1, told);
        assertEquals(2, taken(inbox));
        later.poll().run();
        assertEquals(1, told, "there was nothing any more");
        assertTrue(inbox.add(replica -> {}));
        assertEquals(2, told);
    }

    @Test
    void whereTheAnnouncerRefusesTheLoopIsToldAtOnce() {
        Inbox inbox = inbox(work -> {
            throw new RejectedExecutionException();
        });
        ask(inbox);
        ask(inbox);
        assertEquals(1, told);
        assertEquals(2, taken(inbox));
        ask(inbox);
        assertEquals(2, told);
    }

    @Test
    void requestsBeforeTheLoopListensAreToldWhenItDoes() {
        Inbox inbox = new Inbox(1 << 20, Runnable::run);
        ask(inbox);
        inbox.onArrival(() -> told++);
        assertEquals(1, told);
        assertEquals(1, taken(inbox));
    }

    @Test
    void aClosedOneTakesNothing() {
        Inbox inbox = inbox(Runnable::run);
        inbox.close();
        assertFalse(inbox.addRequest(replica -> {}));
        assertEquals(0, told);
    }
}
