package dev.seaworthy.sim.scenario;

/**
 * What clients do: each has one operation open at a time and tries other nodes until it is answered or gives up.
 *
 * @param clients how many clients
 * @param operationsPerClient how many operations each starts before the heal time
 * @param keys how many keys there are
 * @param getPpm how many operations are gets, in parts per million; the rest are puts, deletes and compare-and-sets in
 *     even parts
 * @param anywherePpm how many operations begin at any node instead of at the leader, in parts per million
 * @param localPpm how many gets are local reads, which may see an older state, in parts per million
 * @param thinkMeanNanos mean pause between two operations of a client
 * @param retryNanos how long a client waits for an answer of one node before it tries the next
 * @param giveUpNanos after how long a client calls the outcome unknown
 */
public record WorkloadSpec(
        int clients,
        int operationsPerClient,
        int keys,
        int getPpm,
        int anywherePpm,
        int localPpm,
        long thinkMeanNanos,
        long retryNanos,
        long giveUpNanos) {
    private static final int CERTAIN_PPM = 1_000_000;

    public WorkloadSpec {
        if (clients < 1 || operationsPerClient < 1 || keys < 1) {
            throw new IllegalArgumentException(
                    "a workload has at least one client, one operation of each, and one key");
        }
        for (int ppm : new int[] {getPpm, anywherePpm, localPpm}) {
            if (ppm < 0 || ppm > CERTAIN_PPM) {
                throw new IllegalArgumentException(
                        "a workload's probabilities lie between 0 and 1000000 ppm, not at " + ppm);
            }
        }
        if (thinkMeanNanos < 0 || retryNanos < 1 || giveUpNanos < 1) {
            throw new IllegalArgumentException("need thinkMeanNanos >= 0, retryNanos >= 1 and giveUpNanos >= 1, got "
                    + thinkMeanNanos + ", " + retryNanos + ", " + giveUpNanos);
        }
    }
}
