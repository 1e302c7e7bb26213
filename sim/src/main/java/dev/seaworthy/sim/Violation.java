package dev.seaworthy.sim;

import dev.seaworthy.sim.scenario.FailureSignature;

/**
 * A property that a run broke.
 *
 * @param property its stable name, e.g. {@code ElectionSafety}
 * @param story one sentence that tells what happened
 * @param atNanos when, in virtual nanoseconds
 */
public record Violation(String property, String story, long atNanos) {
    /** What it has in common with the same failure in another run. */
    public FailureSignature signature() {
        return FailureSignature.of(property, story);
    }
}
