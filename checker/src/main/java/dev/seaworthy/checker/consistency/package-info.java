/**
 * Weaker promises than linearizability, so that a history that is not linearizable can be told what it still is.
 *
 * <p>{@link dev.seaworthy.checker.consistency.Consistency} asks them all.
 * {@link dev.seaworthy.checker.consistency.Level} says what they mean. Sequential consistency is searched for
 * ({@code SequentialSearch}), within a budget, as it is hard to decide; what single sessions may rely on is read off
 * the order that the values of each key show ({@code Sessions}, {@code ValueOrder}), in linear time, where values tell
 * which write was seen. Where they do not, the answer is UNKNOWN: nothing is guessed.
 */
package dev.seaworthy.checker.consistency;
