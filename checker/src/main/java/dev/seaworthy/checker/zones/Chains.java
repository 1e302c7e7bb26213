package dev.seaworthy.checker.zones;

import static dev.seaworthy.checker.search.RegisterSteps.NONE;

import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/**
 * The values written once, linked by the compare-and-sets that replaced one by the next, with all who saw them.
 *
 * <p>A chain begins with a write, or with a compare-and-set that replaced a value written several times, and may end
 * with a compare-and-set that leaves such a value. Its operations have one possible order, but for the observers of one
 * value: that order is checked against real time here. What remains of a chain is its zone: the first completion and
 * the last invocation of all of its operations.
 */
final class Chains {
    private final Intervals intervals;
    private final ReadMap map;
    private final int size;
    /** By source: who replaced it; its first observer; for each observer the next. Observers come by invocation. */
    private final int[] consumer;

    private final int[] firstReader;
    private final int[] nextReader;

    private int count;
    private int[] heads = new int[16];
    private int[] firstCompleted = new int[16];
    private int[] lastInvoked = new int[16];
    private int[] ends = new int[16];
    private int[] needs = new int[16];

    /** Links the chains, and throws the contradiction if they cannot be. */
    Chains(Intervals intervals, ReadMap map) {
        this.intervals = intervals;
        this.map = map;
        size = map.needs.length;
        consumer = filled(size);
        firstReader = filled(size);
        nextReader = new int[size];
        dropUnneeded();
    }

    private static int[] filled(int size) {
        int[] nobody = new int[size];
        Arrays.fill(nobody, NONE);
        return nobody;
    }

    /** Drops what is of unknown outcome and is the only one to write a value that nobody saw who certainly happened. */
    private void dropUnneeded() {
        boolean[] needed = new boolean[size];
        for (int i = 0; i < size; i++) {
            if (map.needs[i] != NONE && intervals.completes(i)) {
                needed[map.needs[i]] = true;
            }
        }
        boolean more = true;
        while (more) {
            more = false;
            for (int i = 0; i < size; i++) {
                int need = map.needs[i];
                if (need != NONE && !intervals.completes(i) && !needed[need] && isKept(i, needed)) {
                    needed[need] = true;
                    more = true;
                }
            }
        }
        for (int i = 0; i < size; i++) {
            if (map.leaves[i] != NONE && !intervals.completes(i) && !isKept(i, needed)) {
                map.drop(i);
            }
        }
    }

    private boolean isKept(int unknown, boolean[] needed) {
        return needed[map.leaves[unknown]] || !map.isUnique(map.leaves[unknown]);
    }

    /** Whether some replacement may or may not have happened, and no chain can tell. */
    boolean hasUndecidedReplacement() {
        for (int i = 0; i < size; i++) {
            if (map.needs[i] != NONE
                    && map.leaves[i] != NONE
                    && !intervals.completes(i)
                    && map.isUnique(map.needs[i])
                    && !map.isUnique(map.leaves[i])) {
                return true;
            }
        }
        return false;
    }

    /** Links everything, and throws the contradiction if that fails. */
    void link() {
        int[] lastReader = filled(size);
        for (int i = 0; i < size; i++) {
            int need = map.needs[i];
            if (need == NONE || !map.isUnique(need)) {
                continue;
            }
            if (map.leaves[i] == NONE) {
                if (firstReader[need] == NONE) {
                    firstReader[need] = i;
                } else {
                    nextReader[lastReader[need]] = i;
                }
                lastReader[need] = i;
                nextReader[i] = NONE;
            } else if (consumer[need] == NONE) {
                consumer[need] = i;
            } else {
                int[] both = completedFirst(consumer[need], i);
                throw new Contradiction(Finding.Broken.CONSUMED_TWICE, both, withProof(need, both));
            }
        }
        int reached = 0;
        int unique = 0;
        for (int i = 0; i < size; i++) {
            int source = map.leaves[i];
            if (source != NONE && map.isUnique(source)) {
                unique++;
                if (map.needs[i] == NONE || !map.isUnique(map.needs[i])) {
                    reached += walk(i);
                }
            }
        }
        if (reached < unique) {
            throw cycle();
        }
    }

    private int[] completedFirst(int one, int other) {
        return intervals.completes(one) ? new int[] {one, other} : new int[] {other, one};
    }

    /** Measures the chain that this operation heads, and returns how many values it has. */
    private int walk(int head) {
        int chain = count++;
        if (chain == heads.length) {
            grow();
        }
        heads[chain] = head;
        needs[chain] = map.needs[head];
        int first = head;
        int last = head;
        int reached = 0;
        int producer = head;
        while (producer != NONE) {
            if (intervals.invocation(producer) > intervals.invocation(last)) {
                last = producer;
            }
            requireInOrder(last, producer);
            first = earlier(first, producer);
            int value = map.leaves[producer];
            if (!map.isUnique(value)) {
                break;
            }
            reached++;
            int lastHere = last;
            for (int reader = firstReader[value]; reader != NONE; reader = nextReader[reader]) {
                requireInOrder(last, reader);
                first = earlier(first, reader);
                lastHere = intervals.invocation(reader) > intervals.invocation(lastHere) ? reader : lastHere;
            }
            last = lastHere;
            producer = consumer[value];
        }
        ends[chain] = producer == NONE ? NONE : map.leaves[producer];
        firstCompleted[chain] = first;
        lastInvoked[chain] = last;
        return reached;
    }

    private int earlier(int one, int other) {
        return intervals.completion(other) < intervals.completion(one) ? other : one;
    }

    private void requireInOrder(int earlier, int later) {
        if (intervals.completion(later) < intervals.invocation(earlier)) {
            throw new Contradiction(Finding.Broken.OUT_OF_ORDER, new int[] {earlier}, later);
        }
    }

    private void grow() {
        int larger = 2 * heads.length;
        heads = Arrays.copyOf(heads, larger);
        needs = Arrays.copyOf(needs, larger);
        ends = Arrays.copyOf(ends, larger);
        firstCompleted = Arrays.copyOf(firstCompleted, larger);
        lastInvoked = Arrays.copyOf(lastInvoked, larger);
    }

    private Contradiction cycle() {
        boolean[] inChain = new boolean[size];
        for (int chain = 0; chain < count; chain++) {
            for (int at = heads[chain]; at != NONE; at = next(at)) {
                inChain[at] = true;
            }
        }
        int start = 0;
        while (map.leaves[start] == NONE || !map.isUnique(map.leaves[start]) || inChain[start]) {
            start++;
        }
        int[] cycle = new int[8];
        int length = 0;
        int at = start;
        do {
            cycle = length == cycle.length ? Arrays.copyOf(cycle, 2 * length) : cycle;
            cycle[length++] = at;
            inChain[at] = true;
            at = map.needs[at];
        } while (!inChain[at]);
        int completed = 0;
        while (completed < length && !intervals.completes(cycle[completed])) {
            completed++;
        }
        int[] rotated = rotated(cycle, length, completed % length);
        return new Contradiction(Finding.Broken.CYCLE, rotated, proofOf(rotated));
    }

    /** Operations that prove, for each of these that is of unknown outcome, that it happened. */
    private int[] proofOf(int... producers) {
        int[] proof = new int[size];
        int count = 0;
        for (int producer : producers) {
            int at = producer;
            while (at != NONE && !intervals.completes(at)) {
                at = observerOf(map.leaves[at]);
                if (at != NONE && !contains(proof, count, at) && !contains(producers, producers.length, at)) {
                    proof[count++] = at;
                } else {
                    at = NONE;
                }
            }
        }
        return Arrays.copyOf(proof, count);
    }

    private int[] withProof(int producer, int... consumers) {
        int[] proof = proofOf(consumers);
        int[] all = Arrays.copyOf(proof, proof.length + 1);
        System.arraycopy(proof, 0, all, 1, proof.length);
        all[0] = producer;
        return all;
    }

    private static boolean contains(int[] operations, int count, int operation) {
        for (int i = 0; i < count; i++) {
            if (operations[i] == operation) {
                return true;
            }
        }
        return false;
    }

    /** Who observed the value, if possible somebody who completed. */
    private int observerOf(int value) {
        int observer = NONE;
        for (int i = 0; i < size; i++) {
            if (map.needs[i] == value && (observer == NONE || intervals.completes(i))) {
                observer = i;
            }
        }
        return observer;
    }

    private static int[] rotated(int[] cycle, int length, int first) {
        int[] rotated = new int[length];
        for (int i = 0; i < length; i++) {
            rotated[i] = cycle[(first + i) % length];
        }
        return rotated;
    }

    int count() {
        return count;
    }

    /** The operation that begins the chain. */
    int head(int chain) {
        return heads[chain];
    }

    /** The value written several times that the chain needs to begin, or NONE. */
    int need(int chain) {
        return needs[chain];
    }

    /** The value written several times that the chain leaves in the end, or NONE. */
    int end(int chain) {
        return ends[chain];
    }

    /** The operation of the chain that completed first. */
    int firstCompleted(int chain) {
        return firstCompleted[chain];
    }

    /** The operation of the chain that was invoked last. */
    int lastInvoked(int chain) {
        return lastInvoked[chain];
    }

    /** The next operation of a chain that writes; NONE after the last. */
    int next(int producer) {
        int value = map.leaves[producer];
        return map.isUnique(value) ? consumer[value] : NONE;
    }

    /** Appends the chain's operations in order, and returns the new length. */
    int append(int chain, int[] order, int length) {
        int at = length;
        for (int producer = heads[chain]; producer != NONE; producer = next(producer)) {
            order[at++] = producer;
            int value = map.leaves[producer];
            if (map.isUnique(value)) {
                for (int reader = firstReader[value]; reader != NONE; reader = nextReader[reader]) {
                    order[at++] = reader;
                }
            }
        }
        return at;
    }
}
