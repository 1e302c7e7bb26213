package dev.seaworthy.checker.zones;

import static dev.seaworthy.checker.search.RegisterSteps.NONE;

import dev.seaworthy.checker.search.RegisterOperations;
import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * Which write each operation can have observed, and what values are therefore in fact different.
 *
 * <p>A writer of a value is a <em>candidate</em> for an observer of that value unless it was invoked after the observer
 * completed, or some complete write of another value certainly came between the two. The candidates of one observer are
 * of one <em>source</em>; what no observer connects are different sources, though they wrote the same. From here on a
 * source is a value, named by its first operation.
 *
 * <p>Operations of unknown outcome that nobody can have profited from are dropped. An operation that found and left the
 * same value counts as an observation.
 */
final class ReadMap {
    /** The candidates looked at for each operation, on average, before a value is no longer divided. */
    private static final int WORK_PER_OPERATION = 32;

    private final Intervals intervals;
    private final int values;
    private final boolean[] dropped;
    private final UnionFind sources;
    private Writers writers;
    private long work;
    /** By value, how many writers of unknown outcome are joined, and whether all writers are. */
    private final int[] unknownJoined;

    private final boolean[] isWhole;

    /** For each operation that observes: at first the value, in the end the source. NONE for others. */
    final int[] needs;
    /** For each operation that writes: at first the value, in the end the source. NONE for others. */
    final int[] leaves;
    /** By source, how many operations write it. */
    final int[] writersOf;

    ReadMap(RegisterOperations operations) {
        intervals = operations.intervals();
        values = operations.values();
        int size = operations.size();
        dropped = new boolean[size];
        needs = operations.needs().clone();
        leaves = operations.leaves().clone();
        sources = new UnionFind(size);
        unknownJoined = new int[values];
        isWhole = new boolean[values];
        writersOf = new int[size];
        normalize(operations);
        dropUseless();
        int[] after = lastOtherWrites();
        do {
            writers = new Writers(intervals, leaves, dropped, values);
        } while (dropImpossible(after));
        joinCandidates(after);
        rename();
    }

    private void normalize(RegisterOperations operations) {
        for (int i = 0; i < needs.length; i++) {
            if (needs[i] != NONE && needs[i] == leaves[i]) {
                leaves[i] = NONE;
                dropped[i] = !intervals.completes(i);
            } else if (operations.differ(i) != NONE) {
                dropped[i] = true;
            }
        }
    }

    private boolean isUnknown(int operation) {
        return !intervals.completes(operation);
    }

    /**
     * Drops what is of unknown outcome and leaves a value that nobody needs who happened, or may have for good reason.
     */
    private void dropUseless() {
        boolean[] needed = new boolean[values];
        for (int i = 0; i < needs.length; i++) {
            if (needs[i] != NONE && !isUnknown(i) && !dropped[i]) {
                needed[needs[i]] = true;
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < needs.length; i++) {
                if (isUnknown(i) && !dropped[i] && needs[i] != NONE && needed[leaves[i]] && !needed[needs[i]]) {
                    needed[needs[i]] = true;
                    more = true;
                }
            }
        }
        for (int i = 0; i < needs.length; i++) {
            dropped[i] = dropped[i] || isUnknown(i) && !needed[leaves[i]];
        }
    }

    /** For each observer, the latest invocation of a write of another value that completed before it was invoked. */
    private int[] lastOtherWrites() {
        int[] after = new int[needs.length];
        int latest = -1;
        int latestValue = NONE;
        int latestOther = -1;
        for (int rank = 0; rank < intervals.events(); rank++) {
            int event = intervals.event(rank);
            if (event >= 0) {
                after[event] = needs[event] == latestValue ? latestOther : latest;
                continue;
            }
            int value = leaves[~event];
            int invocation = intervals.invocation(~event);
            if (value == NONE) {
                continue;
            }
            if (value == latestValue) {
                latest = Math.max(latest, invocation);
            } else if (invocation > latest) {
                latestOther = latest;
                latest = invocation;
                latestValue = value;
            } else {
                latestOther = Math.max(latestOther, invocation);
            }
        }
        return after;
    }

    /** Drops compare-and-sets of unknown outcome that have no candidate. True if there were any. */
    private boolean dropImpossible(int[] after) {
        boolean some = false;
        for (int i = 0; i < needs.length; i++) {
            if (isUnknown(i) && !dropped[i] && needs[i] != NONE && !hasCandidate(i, after[i])) {
                dropped[i] = true;
                some = true;
            }
        }
        return some;
    }

    private boolean hasCandidate(int observer, int after) {
        int value = needs[observer];
        int before = intervals.completion(observer);
        int to = writers.certainTo(value, before);
        return writers.unknownTo(value, before) > writers.unknownFrom(value)
                || to > writers.certainFrom(value) && writers.latestCompletion(to - 1) > after;
    }

    private void joinCandidates(int[] after) {
        long workMax = (long) WORK_PER_OPERATION * needs.length;
        for (int i = 0; i < needs.length; i++) {
            if (needs[i] == NONE || dropped[i]) {
                continue;
            }
            int value = needs[i];
            if (!hasCandidate(i, after[i])) {
                throw noCandidate(i, after[i]);
            }
            if (!isWhole[value] && work > workMax && writers.countOf(value) > 1) {
                joinAll(value);
            }
            needs[i] = isWhole[value] ? writers.any(value) : join(i, after[i]);
        }
    }

    private int join(int observer, int after) {
        int value = needs[observer];
        int before = intervals.completion(observer);
        int source = NONE;
        int from = writers.certainFrom(value);
        for (int place = writers.certainTo(value, before) - 1;
                place >= from && writers.latestCompletion(place) > after;
                place--) {
            int writer = writers.certain(place);
            work++;
            if (intervals.completion(writer) > after) {
                if (source != NONE) {
                    sources.union(source, writer);
                }
                source = writer;
            }
        }
        int unknownFrom = writers.unknownFrom(value);
        int unknownCount = writers.unknownTo(value, before) - unknownFrom;
        if (unknownCount > 0) {
            int first = writers.unknown(unknownFrom);
            for (; unknownJoined[value] < unknownCount; unknownJoined[value]++) {
                sources.union(first, writers.unknown(unknownFrom + unknownJoined[value]));
            }
            if (source != NONE) {
                sources.union(source, first);
            }
            source = first;
        }
        return source;
    }

    private void joinAll(int value) {
        isWhole[value] = true;
        int first = writers.any(value);
        for (int place = writers.certainFrom(value); place < writers.certainTo(value, Intervals.NEVER); place++) {
            sources.union(first, writers.certain(place));
        }
        for (int place = writers.unknownFrom(value); place < writers.unknownTo(value, Intervals.NEVER); place++) {
            sources.union(first, writers.unknown(place));
        }
    }

    private Contradiction noCandidate(int observer, int after) {
        int value = needs[observer];
        int[] one = {observer};
        if (writers.countOf(value) == 0) {
            return new Contradiction(Finding.Broken.NEVER_WRITTEN, one);
        }
        int before = intervals.completion(observer);
        int from = writers.certainFrom(value);
        int to = writers.certainTo(value, before);
        if (to == from) {
            return new Contradiction(Finding.Broken.READ_BEFORE_WRITTEN, one, writers.any(value));
        }
        int writer = writers.certain(to - 1);
        for (int place = to - 1; place >= from; place--) {
            if (intervals.completion(writers.certain(place)) > intervals.completion(writer)) {
                writer = writers.certain(place);
            }
        }
        return new Contradiction(Finding.Broken.OVERWRITTEN, one, writer, intervals.event(after));
    }

    private void rename() {
        for (int i = 0; i < needs.length; i++) {
            if (dropped[i]) {
                needs[i] = NONE;
                leaves[i] = NONE;
                continue;
            }
            if (needs[i] != NONE) {
                needs[i] = sources.find(needs[i]);
            }
            if (leaves[i] != NONE) {
                leaves[i] = sources.find(i);
                writersOf[leaves[i]]++;
            }
        }
    }

    /** Whether the source is one operation. */
    boolean isUnique(int source) {
        return writersOf[source] == 1;
    }

    /** Takes an operation of unknown outcome out that nobody profits from. */
    void drop(int operation) {
        dropped[operation] = true;
        writersOf[leaves[operation]]--;
        needs[operation] = NONE;
        leaves[operation] = NONE;
    }

    @Override
    public String toString() {
        return Arrays.toString(needs) + Arrays.toString(leaves);
    }
}
