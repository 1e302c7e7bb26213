package dev.seaworthy.node.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Frames that wait for one peer's connection, in order; bounded in number and bytes. What is lost when it is full is
 * chosen by {@link FrameRank}. For any number of threads.
 */
final class SendQueue {
    /** One frame: its parts, to be written in order. */
    record Frame(ByteBuffer[] parts, int bytes, FrameRank rank) {
        static Frame of(ByteBuffer[] parts) {
            int bytes = 0;
            for (ByteBuffer part : parts) {
                bytes += part.remaining();
            }
            return new Frame(parts, bytes, FrameRank.of(parts[0]));
        }
    }

    private final int framesMax;
    private final long bytesMax;
    private final LongAdder dropped;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long bytes;

    /** @param dropped counts the frames that are given up here */
    SendQueue(int framesMax, long bytesMax, LongAdder dropped) {
        this.framesMax = framesMax;
        this.bytesMax = bytesMax;
        this.dropped = dropped;
    }

    /**
     * Adds a frame, at the cost of others or of itself where there is no room.
     *
     * @return whether the queue was empty, so that somebody has to be told that it is no longer
     */
    synchronized boolean add(Frame frame) {
        boolean wasEmpty = frames.isEmpty();
        while (!hasRoomFor(frame)) {
            if (!spare(frame.rank())) {
                dropped.increment();
                return false;
            }
        }
        frames.add(frame);
        bytes += frame.bytes();
        return wasEmpty;
    }

    /** The next frame to write; null where there is none. */
    synchronized Frame poll() {
        Frame first = frames.poll();
        if (first != null) {
            bytes -= first.bytes();
        }
        return first;
    }

    /** Gives up everything that waits. */
    synchronized void clear() {
        dropped.add(frames.size());
        frames.clear();
        bytes = 0;
    }

    synchronized boolean isEmpty() {
        return frames.isEmpty();
    }

    synchronized long bytes() {
        return bytes;
    }

    /** A frame that fits nowhere is let into an empty queue: a bound must not make it impossible to send. */
    private boolean hasRoomFor(Frame frame) {
        return frames.isEmpty() || frames.size() < framesMax && bytes + frame.bytes() <= bytesMax;
    }

    /** Removes the oldest of the frames that can be spared most easily, if that is more easily than {@code than}. */
    private boolean spare(FrameRank than) {
        FrameRank easiest = than;
        for (Frame frame : frames) {
            if (frame.rank().compareTo(easiest) < 0) {
                easiest = frame.rank();
            }
        }
        if (easiest == than && than == FrameRank.DATA) {
            return false;
        }
        for (Iterator<Frame> all = frames.iterator(); all.hasNext(); ) {
            Frame frame = all.next();
            if (frame.rank() == easiest) {
                all.remove();
                bytes -= frame.bytes();
                dropped.increment();
                return true;
            }
        }
        return false;
    }
}
