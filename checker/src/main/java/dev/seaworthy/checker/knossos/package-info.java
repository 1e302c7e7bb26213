/**
 * Knossos, Jepsen's checker, as a second opinion: {@link dev.seaworthy.checker.knossos.KnossosChecker} hands it a
 * history through {@code clojure.java.api} and takes its verdict back.
 *
 * <p>Knossos and Clojure are not part of Seaworthy; they have to be on the class path. Knossos runs in a JVM of its
 * own, which is ended when its time is over: a search can be stopped from outside, but what explains a bad history goes
 * through all orders of what was under way, and hears of nothing until it is done.
 *
 * <h2>What is converted, and how</h2>
 *
 * <ul>
 *   <li>Each partition is a history of its own: Knossos does not divide by keys.
 *   <li>"Nothing there" is {@code :absent}, as Knossos takes a read of nil for a read of anything.
 *   <li>Operations without effect, and reads of unknown outcome, are left out: they say nothing.
 *   <li>Processes are numbered afresh: those of Knossos may not go on after an unknown outcome.
 *   <li>{@code register}, {@code cas-register} and {@code kv} become {@code knossos.model/cas-register}; where an
 *       operation needs more (a compare-and-set that was refused and not told why, an append), a model of ours that
 *       implements {@code knossos.model.Model}. {@code mutex}, {@code set}, {@code fifo-queue} and
 *       {@code multi-register} become theirs.
 *   <li>What these cannot say (a dequeue of unknown outcome or from an empty queue, an add that tells whether the value
 *       was new, any counter) is refused: the verdict is UNKNOWN.
 * </ul>
 *
 * <p>Everything here stands outside of what has to be the same in every run: a verdict may become UNKNOWN on a slow
 * machine.
 */
package dev.seaworthy.checker.knossos;
