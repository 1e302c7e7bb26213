package dev.seaworthy.checker;

/**
 * What one algorithm found out about one partition.
 *
 * @param verdict the answer
 * @param algorithm the name of what gave it
 * @param order indexes in the history, in the order found; null unless LINEARIZABLE
 * @param conflict null unless NOT_LINEARIZABLE
 * @param reason null unless UNKNOWN
 * @param visited how many configurations were entered
 */
record PartitionResult(Verdict verdict, String algorithm, int[] order, Conflict conflict, String reason, long visited) {
    static PartitionResult linearizable(String algorithm, int[] order, long visited) {
        return new PartitionResult(Verdict.LINEARIZABLE, algorithm, order, null, null, visited);
    }

    static PartitionResult notLinearizable(String algorithm, Conflict conflict, long visited) {
        return new PartitionResult(Verdict.NOT_LINEARIZABLE, algorithm, null, conflict, null, visited);
    }

    static PartitionResult unknown(String algorithm, String reason, long visited) {
        return new PartitionResult(Verdict.UNKNOWN, algorithm, null, null, reason, visited);
    }

    PartitionResult withVisited(long all) {
        return new PartitionResult(verdict, algorithm, order, conflict, reason, all);
    }
}
