package dev.seaworthy.engine.core;

/**
 * The messages with entries on their way to one member, oldest first: the last index of each, and its payload bytes.
 */
final class Inflight {
    private long[] lastIndex = new long[4];
    private long[] bytes = new long[4];
    private int first;
    private int count;
    private long bytesTotal;

    /** Whether one more message may be sent. */
    boolean hasRoom(Limits limits) {
        return count < limits.inflightMessagesMax() && (count == 0 || bytesTotal < limits.inflightBytesMax());
    }

    void add(long last, long size) {
        if (first + count == lastIndex.length) {
            makeRoom();
        }
        lastIndex[first + count] = last;
        bytes[first + count] = size;
        count++;
        bytesTotal += size;
    }

    /** Moves all to the front; into larger arrays where they fill more than half of these. */
    private void makeRoom() {
        boolean grows = count * 2 > lastIndex.length;
        long[] movedIndex = grows ? new long[lastIndex.length * 2] : lastIndex;
        long[] movedBytes = grows ? new long[bytes.length * 2] : bytes;
        System.arraycopy(lastIndex, first, movedIndex, 0, count);
        System.arraycopy(bytes, first, movedBytes, 0, count);
        lastIndex = movedIndex;
        bytes = movedBytes;
        first = 0;
    }

    /** Every message up to {@code index} has arrived. */
    void acknowledge(long index) {
        while (count > 0 && lastIndex[first] <= index) {
            bytesTotal -= bytes[first];
            first++;
            count--;
        }
    }

    void clear() {
        first = 0;
        count = 0;
        bytesTotal = 0;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytesTotal;
    }

    void encode(StateWriter out) {
        out.number(count);
        for (int i = first; i < first + count; i++) {
            out.number(lastIndex[i]).number(bytes[i]);
        }
    }

    /** Takes over what {@link #encode} wrote. */
    void decode(StateReader in) {
        clear();
        int pairs = in.count();
        for (int i = 0; i < pairs; i++) {
            add(in.number(), in.number());
        }
    }
}
