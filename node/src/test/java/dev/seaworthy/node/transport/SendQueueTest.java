package dev.seaworthy.node.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.node.transport.SendQueue.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** What is lost when a peer's queue is full. */
class SendQueueTest {
    private final LongAdder dropped = new LongAdder();

    private static Frame frame(FrameRank rank, int bytes) {
        return new Frame(new ByteBuffer[] {ByteBuffer.allocate(bytes)}, bytes, rank);
    }

    private static List<Frame> drained(SendQueue queue) {
        List<Frame> all = new ArrayList<>();
        for (Frame frame = queue.poll(); frame != null; frame = queue.poll()) {
            all.add(frame);
        }
        return all;
    }

    @Test
    void framesLeaveInOrderAndTheFirstWakes() {
        SendQueue queue = new SendQueue(10, 100, dropped);
        Frame first = frame(FrameRank.ONCE, 1);
        Frame second = frame(FrameRank.DATA, 1);
        assertTrue(queue.add(first));
        assertFalse(queue.add(second));
        assertEquals(2, queue.bytes());
        assertEquals(List.of(first, second), drained(queue));
        assertEquals(0, queue.bytes());
        assertNull(queue.poll());
    }

    @Test
    void aVoteTakesTheOldestHeartbeatsPlace() {
        SendQueue queue = new SendQueue(3, 100, dropped);
        Frame older = frame(FrameRank.HEARTBEAT, 1);
        Frame data = frame(FrameRank.DATA, 1);
        Frame newer = frame(FrameRank.HEARTBEAT, 1);
        Frame vote = frame(FrameRank.ONCE, 1);
        List.of(older, data, newer, vote).forEach(queue::add);
        assertEquals(List.of(data, newer, vote), drained(queue));
        assertEquals(1, dropped.sum());
    }

    @Test
    void acknowledgementsGoBeforeDataAndTheOldestFirst() {
        SendQueue queue = new SendQueue(3, 100, dropped);
        Frame older = frame(FrameRank.ACKNOWLEDGEMENT, 1);
        Frame newer = frame(FrameRank.ACKNOWLEDGEMENT, 1);
        Frame data = frame(FrameRank.DATA, 1);
        Frame newest = frame(FrameRank.ACKNOWLEDGEMENT, 1);
        List.of(older, newer, data, newest).forEach(queue::add);
        assertEquals(List.of(newer, data, newest), drained(queue));
    }

    @Test
    void ofDataTheNewestGoesBecauseWhatFollowsAGapIsUseless() {
        SendQueue queue = new SendQueue(2, 100, dropped);
        Frame first = frame(FrameRank.DATA, 1);
        Frame second = frame(FrameRank.DATA, 1);
        List.of(first, second, frame(FrameRank.DATA, 1)).forEach(queue::add);
        assertEquals(List.of(first, second), drained(queue));
        assertEquals(1, dropped.sum());
    }

    @Test
    void aHeartbeatDoesNotPushOutWhatIsWorthMore() {
        SendQueue queue = new SendQueue(1, 100, dropped);
        Frame vote = frame(FrameRank.ONCE, 1);
        queue.add(vote);
        queue.add(frame(FrameRank.HEARTBEAT, 1));
        assertEquals(List.of(vote), drained(queue));
    }

    @Test
    void bytesAreBoundedButOneFrameAlwaysFits() {
        SendQueue queue = new SendQueue(10, 10, dropped);
        Frame huge = frame(FrameRank.DATA, 50);
        queue.add(huge);
        queue.add(frame(FrameRank.DATA, 1));
        assertEquals(50, queue.bytes());
        assertEquals(List.of(huge), drained(queue));
    }
}
