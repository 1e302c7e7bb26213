package dev.seaworthy.cli.zoo;

/**
 * What is known of one bug of the zoo.
 *
 * @param found the hunt in the portfolio
 * @param random the hunt in faults at times that know nothing of the protocol; null where nobody asked
 * @param shrink how small the scenario became; null where nobody asked, or nothing was found
 */
public record ZooRow(ZooResult found, ZooResult random, ZooShrink shrink) {}
