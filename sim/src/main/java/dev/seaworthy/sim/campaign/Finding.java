package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.Violation;

/**
 * A seed whose run broke a property.
 *
 * @param seed the seed
 * @param violation what it broke
 */
public record Finding(long seed, Violation violation) {}
