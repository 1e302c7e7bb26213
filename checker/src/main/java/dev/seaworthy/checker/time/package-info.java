/**
 * Real time as whole numbers: of a set of operations, which event came before which.
 *
 * <p>{@link dev.seaworthy.checker.time.Intervals} replaces the times of a history by the ranks of its events, so that
 * everything above compares small numbers that are all different. Knows nothing of operations or models.
 */
package dev.seaworthy.checker.time;
