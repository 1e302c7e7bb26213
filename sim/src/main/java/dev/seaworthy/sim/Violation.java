package dev.seaworthy.sim;

/**
 * A property that a run broke.
 *
 * @param property its stable name, e.g. {@code ElectionSafety}
 * @param story one sentence that tells what happened
 * @param atNanos when, in virtual nanoseconds
 */
public record Violation(String property, String story, long atNanos) {}
