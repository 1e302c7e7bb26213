/**
 * Decides, nearly in linear time and without search, whether operations on one register are linearizable, where the
 * values written tell the writes apart. Start at {@link dev.seaworthy.checker.zones.ZoneDecision}.
 *
 * <p>The idea is that of Gibbons and Korach, as carried on by Golab, Li and Shah: where every value is written once,
 * all operations on one value form a cluster, and a cluster claims a zone of time. Here it is extended to
 * compare-and-set, to values that are written often, such as "absent" by deletes, and to operations of unknown outcome.
 *
 * <ol>
 *   <li>{@link dev.seaworthy.checker.zones.ReadMap} finds out which write each operation can have observed. A write is
 *       out of question if it began too late, or if another complete write certainly came between. Observations that
 *       cannot share a write are given different values from here on, so that few values written again and again become
 *       many written once.
 *   <li>{@link dev.seaworthy.checker.zones.Chains} links values written once by the compare-and-sets that replaced one
 *       by the next. A chain lies between its first completion and its last invocation: that is its zone. If the
 *       completion comes first, the chain must be current during the whole zone (a <em>forward</em> zone); else there
 *       is one moment at which everything can happen at once (a <em>backward</em> zone).
 *   <li>{@link dev.seaworthy.checker.zones.Layout} lays the zones out in time. Two forward zones must not overlap, and
 *       nothing that completes may lie within a forward zone of others. If all values that matter are written once,
 *       that is all there is to it.
 *   <li>{@link dev.seaworthy.checker.zones.Residue} is what is left: the operations on values written several times.
 *       Every chain shrinks to one moment and to one operation, and what remains is searched.
 *   <li>{@link dev.seaworthy.checker.zones.Insertion} puts the operations that saw only what the value was
 *       <em>not</em>, left out so far, into the order found.
 * </ol>
 *
 * <h2>Where it does not decide</h2>
 *
 * <p>It answers {@link dev.seaworthy.checker.zones.Finding.Answer#UNDECIDED}, and a search must judge the raw
 * operations, in these cases and no others:
 *
 * <ul>
 *   <li>a compare-and-set of unknown outcome would replace a value written once by one written several times, and the
 *       latter is observed: whether it happened cannot be told, and no chain can be drawn;
 *   <li>the operations are linearizable without those that saw only what the value was not, but these do not fit into
 *       the order that was found;
 *   <li>the search of the residue spent its budget. That happens with a few values written again and again at the same
 *       time, which is where the problem is NP-complete.
 * </ul>
 *
 * <p>Whatever it decides is certain: an order found can be replayed, and a contradiction holds for the operations it
 * names, whatever else happened.
 */
package dev.seaworthy.checker.zones;
