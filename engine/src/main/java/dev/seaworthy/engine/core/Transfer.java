package dev.seaworthy.engine.core;

/**
 * A leadership transfer under way (thesis §3.10).
 *
 * @param target who is to lead
 * @param deadlineNanos when it is given up
 * @param asked whether the target has been told to campaign
 */
record Transfer(Member target, long deadlineNanos, boolean asked) {
    void encode(StateWriter out) {
        out.member(target).number(deadlineNanos).flag(asked);
    }

    static Transfer decode(StateReader in) {
        return new Transfer(in.member(), in.number(), in.flag());
    }
}
