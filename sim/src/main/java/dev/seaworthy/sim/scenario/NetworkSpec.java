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
        boolean inOrder) {}
