/**
 * Records what threads do to an object of one's own, as a history that can be checked.
 *
 * <p>Start at {@link dev.seaworthy.checker.record.Recorder}, which notes single calls, or at
 * {@link dev.seaworthy.checker.record.Threads}, which also starts the threads that make them.
 *
 * <p>There is no clock here: one counter numbers invocations and completions, and that order is all the real time that
 * linearizability knows. An operation that completed before another was invoked drew the lower number.
 *
 * <p>This stands outside of what has to be the same in every run: threads meet as they please, so a recorded history
 * without a fault proves nothing about the next one.
 */
package dev.seaworthy.checker.record;
