package dev.seaworthy.checker.zones;

import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;
import dev.seaworthy.checker.search.RegisterOperations;
import dev.seaworthy.checker.time.Intervals;
import java.util.Arrays;

/** Decides, as the package describes, whether operations on one register are linearizable. Stateless. */
public final class ZoneDecision {
    /** What the arrays of one decision take for each operation, slightly rounded up. */
    private static final int BYTES_PER_OPERATION = 128;

    private ZoneDecision() {}

    /** How much memory a decision over as many operations takes, without a search of the residue; roughly. */
    public static long memoryBytes(long operations) {
        return BYTES_PER_OPERATION * operations;
    }

    /**
     * What can be said of the operations.
     *
     * @param visitedMax how many configurations a search of the residue may enter
     * @param limits what else that search must not exceed
     */
    public static Finding decide(RegisterOperations operations, long visitedMax, Limits limits) {
        try {
            return decideOrThrow(operations, visitedMax, limits);
        } catch (Contradiction broken) {
            return Finding.broken(broken.rule, broken.one, broken.other, 0);
        }
    }

    private static Finding decideOrThrow(RegisterOperations operations, long visitedMax, Limits limits) {
        Intervals intervals = operations.intervals();
        ReadMap map = new ReadMap(operations);
        Chains chains = new Chains(intervals, map);
        if (chains.hasUndecidedReplacement()) {
            return Finding.undecided(Finding.Fallback.UNKNOWN_REPLACEMENT, 0);
        }
        chains.link();
        Layout layout = new Layout(intervals, map, chains);
        Residue residue = new Residue(intervals, map, chains, layout);
        if (residue.isEmpty()) {
            return completed(operations, order(chains, layout, operations.size()), 0);
        }
        End end = residue.search(visitedMax, limits);
        if (end == End.FOUND) {
            return completed(operations, residue.order(), residue.visited());
        }
        if (end == End.EXHAUSTED) {
            Contradiction broken = residue.contradiction();
            return Finding.broken(broken.rule, broken.one, broken.other, residue.visited());
        }
        return Finding.undecided(Finding.Fallback.RESIDUE_TOO_HARD, residue.visited());
    }

    private static int[] order(Chains chains, Layout layout, int size) {
        int[] order = new int[size];
        int length = 0;
        for (int chain : layout.sequence()) {
            length = chains.append(chain, order, length);
        }
        return Arrays.copyOf(order, length);
    }

    private static Finding completed(RegisterOperations operations, int[] order, long visited) {
        int[] whole = operations.hasDiffers() ? new Insertion(operations, order).result() : order;
        return whole == null
                ? Finding.undecided(Finding.Fallback.DIFFERS_WITHOUT_PLACE, visited)
                : Finding.linearizable(whole, visited);
    }
}
