package dev.seaworthy.sim.scenario;

/**
 * How the network behaves when no fault is on. Probabilities are in parts per million.
 *
 * @param delayMinNanos shortest time on the way
 * @param delayMeanNanos mean of the exponential part added to it
 * @param tailPpm how many messages take {@code tailNanos} longer
 * @param tailNanos how much longer those take
 * @param lossPpm how many messages are lost
 * @param duplicationPpm how many messages arrive twice
 * @param inOrder whether a link keeps the order of its messages, as a TCP connection does
 */
public record NetworkSpec(
        long delayMinNanos,
        long delayMeanNanos,
        int tailPpm,
        long tailNanos,
        int lossPpm,
        int duplicationPpm,
        boolean inOrder) {
    /** Every message takes a millisecond, and none of them anything else. */
    public static final NetworkSpec PLAIN = new NetworkSpec(1_000_000, 0, 0, 0, 0, 0, true);

    private static final int CERTAIN_PPM = 1_000_000;

    public NetworkSpec {
        if (delayMinNanos < 0 || delayMeanNanos < 0 || tailNanos < 0) {
            throw new IllegalArgumentException("a network's delays are not negative");
        }
        for (int ppm : new int[] {tailPpm, lossPpm, duplicationPpm}) {
            if (ppm < 0 || ppm > CERTAIN_PPM) {
                throw new IllegalArgumentException(
                        "a network's probabilities lie between 0 and 1000000 ppm, not at " + ppm);
            }
        }
    }

    /** Whether it loses, repeats and delays nothing beyond its usual delays. */
    public boolean hasNoNoise() {
        return tailPpm == 0 && lossPpm == 0 && duplicationPpm == 0;
    }
}
