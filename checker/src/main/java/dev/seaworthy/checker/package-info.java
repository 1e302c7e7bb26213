/**
 * Is this history linearizable, and if not, why not?
 *
 * <p>A {@link dev.seaworthy.checker.History} is what clients of a concurrent object saw: operations with an invocation
 * and a completion. It is linearizable if every operation can be given one moment between the two at which it took
 * effect, such that an object used by one client at a time, in the order of these moments, would have given the same
 * answers. What that object may answer is a {@link dev.seaworthy.checker.Model}; registers and key-value maps come in
 * {@link dev.seaworthy.checker.model}, files in {@link dev.seaworthy.checker.edn}.
 *
 * <p>Start at {@link dev.seaworthy.checker.Checker}. It divides the history into partitions, such as keys, and tries
 * the cheapest proof first:
 *
 * <ol>
 *   <li>{@link dev.seaworthy.checker.WitnessChecker} replays an order which the system under test proposes, such as
 *       that of its log. If the replay succeeds, that is a proof, whoever proposed it.
 *   <li>{@link dev.seaworthy.checker.zones} decide nearly in linear time about registers and keys, with deletes,
 *       compare-and-set and unknown outcomes, where the values written tell the writes apart. The page says exactly
 *       where they leave a partition undecided.
 *   <li>{@link dev.seaworthy.checker.search} decides the rest, of any model, within a budget.
 * </ol>
 *
 * <p>{@link dev.seaworthy.checker.WingGongLowe} is another search, written apart from that one and slower, by which it
 * is checked. A model of one's own is a {@link dev.seaworthy.checker.Model}; if it holds one value that is read,
 * written, compared and set, it should be a {@link dev.seaworthy.checker.RegisterLike}.
 *
 * <h2>What is never confused</h2>
 *
 * <ul>
 *   <li>An operation that <em>failed</em> certainly had no effect. One of <em>unknown</em> outcome may take effect at
 *       any time after its invocation, or never: it stays open for ever.
 *   <li>A search that spends its budget says {@link dev.seaworthy.checker.Verdict#UNKNOWN}, which is not a pass.
 *   <li>Every positive verdict carries the order it found, which {@code WitnessChecker} accepts as a proof; every
 *       negative one carries the {@linkplain dev.seaworthy.checker.Refutation rule} that is broken, the operations that
 *       contradict each other, and a sentence.
 *   <li>A completed read of nil saw that nothing was there. It does not match every state.
 * </ul>
 *
 * <h2>What it does not do</h2>
 *
 * <p>It judges single objects and keys, not transactions over several partitions (a model without partitions can still
 * describe those). Weaker conditions are the business of {@code consistency}. Deciding linearizability is NP-complete:
 * histories with many concurrent operations on one key that write the same few values again and again, or with many
 * unknown outcomes, can exhaust any budget.
 *
 * <h2>Memory</h2>
 *
 * <p>An operation takes some 70 bytes beside its values, and deciding it by zones some 200 more. A budget bounds what a
 * decision may take for each partition under way; what would need more ends as UNKNOWN, with a sentence.
 *
 * <h2>Determinism</h2>
 *
 * <p>There are no clocks, threads or random numbers here; budgets are counts. Callers may lend
 * {@linkplain dev.seaworthy.checker.Workers workers}, who change nothing in the result. Hash tables are used for
 * look-ups only and never iterated over, and hold values whose hash depends on their content alone. So the same history
 * gets the same result, to the last word of the explanation, on every machine.
 */
package dev.seaworthy.checker;
