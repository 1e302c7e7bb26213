package dev.seaworthy.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Holds a reader of bytes to memory in proportion to the bytes that it was given, whatever sizes they speak of. */
public final class Allocation {
    /** What a reader may use for nothing: buffers of its own, a message, the stack of an exception. */
    private static final long BYTES_FREE = 4 << 20;

    /** A few objects for each byte of text. */
    private static final long BYTES_PER_BYTE = 1024;

    private static final int ATTEMPTS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Reads, on this thread. */
    public interface Reading {
        void run() throws Exception;
    }

    /**
     * Carries the reading out.
     *
     * @throws AssertionError where it took more memory than the input excuses
     * @throws Exception what the reading throws
     */
    public static void bounded(byte[] input, Reading reading) throws Exception {
        long most = BYTES_FREE + BYTES_PER_BYTE * input.length;
        long taken = taken(reading);
        // What is used for the first time is loaded first, which takes much more than the input.
        for (int again = 1; taken > most && again < ATTEMPTS; again++) {
            taken = taken(reading);
        }
        if (taken > most) {
            throw new AssertionError(input.length + " bytes of input took " + taken + " bytes of memory");
        }
    }

    private static long taken(Reading reading) throws Exception {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
