package dev.seaworthy.engine.core;

/**
 * What a core is told once.
 *
 * @param nodeId which node it is
 * @param limits its bounds and timeouts
 * @param seed where its random numbers start; every replica needs another, every restart too
 */
public record CoreOptions(long nodeId, Limits limits, long seed) {}
