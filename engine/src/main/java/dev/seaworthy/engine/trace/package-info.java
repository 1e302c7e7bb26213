/**
 * A replica seen from outside: what happens to it, as lines for people and programs, and how often, by cause.
 *
 * <p>{@link dev.seaworthy.engine.trace.Tracer} and {@link dev.seaworthy.engine.trace.Counters} are
 * {@link dev.seaworthy.engine.host.ReplicaObserver}s: they are told everything and change nothing.
 * {@link dev.seaworthy.engine.trace.TraceEvent} is one line. Its names and keys are stable: once published they are
 * added to, never changed, because people search for them and programs read them. Reasons are those of
 * {@link dev.seaworthy.engine.core.Reason}, by name.
 *
 * <p>What a replica is at a moment, rather than what happens to it, is
 * {@link dev.seaworthy.engine.core.RaftCore#status}.
 */
package dev.seaworthy.engine.trace;
