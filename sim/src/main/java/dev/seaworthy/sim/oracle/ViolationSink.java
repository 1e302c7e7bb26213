package dev.seaworthy.sim.oracle;

/** Is told which property was broken. */
public interface ViolationSink {
    /**
     * A property does not hold.
     *
     * @param property its stable name
     * @param story one sentence that tells what happened, without a full stop
     */
    void report(String property, String story);
}
