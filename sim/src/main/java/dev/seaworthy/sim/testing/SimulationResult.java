package dev.seaworthy.sim.testing;

import dev.seaworthy.sim.campaign.Totals;
import java.util.List;

/**
 * What the runs of a simulation came to. The same simulation gives the same result everywhere.
 *
 * @param totals how much ran: events, elections, calls, faults
 * @param violations how many seeds broke a property
 * @param failures the first of them, by seed; at most {@link Simulation#FAILURES_MAX}
 * @param hash 32 hexadecimal digits over every event of every run
 */
public record SimulationResult(Totals totals, long violations, List<Failure> failures, String hash) {
    public SimulationResult {
        failures = List.copyOf(failures);
    }

    /** Whether every property held in every run. */
    public boolean isClean() {
        return violations == 0;
    }
}
