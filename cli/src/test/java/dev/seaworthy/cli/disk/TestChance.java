package dev.seaworthy.cli.disk;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.disk.Chance;

/** Chance for tests. */
final class TestChance {
    private TestChance() {}

    /** Draws that differ with the number. */
    static Chance of(int draw) {
        return (bound, what) -> Math.floorMod(Digest.mix(Digest.mix(draw) + what), bound);
    }
}
