package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;

/**
 * An operation of a minimal sub-history.
 *
 * @param operation as it stands in the history
 * @param words what it did, as in {@code read → 3}
 * @param isOptional whether the contradiction stands even if it is left open whether this operation took effect, and
 *     when
 */
public record Culprit(Operation operation, String words, boolean isOptional) {}
