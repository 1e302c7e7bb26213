package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.Member;
import java.util.List;

/** What the world does for the operator. */
public interface OperatorWorld extends Inventory {
    /** Takes a request to a node, or loses it; at whatever time, but not twice. */
    void send(int node, OperatorRequest request);

    /**
     * Calls {@link Operator#onWake} with this token at a time in virtual nanoseconds, not before now. Earlier calls
     * stay as they are.
     */
    void wakeAt(long atNanos, long token);

    /** Members as the timeline names them, in this order. */
    String names(List<Member> members);

    /** Writes what it does to the timeline. */
    void tell(String what);
}
