package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;

/**
 * Two operations whose order in time no linearization may change, and without which there would be one.
 *
 * @param before completed first
 * @param after was invoked later than that
 */
public record Precedence(Operation before, Operation after) {}
