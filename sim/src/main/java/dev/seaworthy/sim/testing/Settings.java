package dev.seaworthy.sim.testing;

import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.List;

/**
 * Which runs a simulation has. Where a number is 0, each seed decides.
 *
 * @param fromSeed the first seed
 * @param toSeed the last seed, included
 * @param portfolio from which scenarios each seed picks its own, and of how many machines
 * @param clients how many clients
 * @param callsPerClient how many calls each makes before the heal
 * @param stormNanos how long faults may strike at most, in virtual nanoseconds
 * @param jobs how many threads, at least one
 */
record Settings(
        long fromSeed, long toSeed, Portfolio portfolio, int clients, int callsPerClient, long stormNanos, int jobs) {
    static final Settings DEFAULT = new Settings(1, 100, Portfolio.DEFAULT, 0, 0, 0, 1);

    Settings {
        if (fromSeed > toSeed || toSeed == Long.MAX_VALUE) {
            throw new IllegalArgumentException("no seeds from " + fromSeed + " to " + toSeed);
        }
        if (clients < 0 || callsPerClient < 0 || stormNanos < 0 || jobs < 1) {
            throw new IllegalArgumentException("need clients, calls and a duration above 0 and at least one job, got "
                    + clients + ", " + callsPerClient + ", " + stormNanos + " ns and " + jobs);
        }
    }

    Settings withSeeds(long from, long to) {
        return new Settings(from, to, portfolio, clients, callsPerClient, stormNanos, jobs);
    }

    Settings withPortfolio(Portfolio other) {
        return new Settings(fromSeed, toSeed, other, clients, callsPerClient, stormNanos, jobs);
    }

    Settings withClients(int count, int calls) {
        return new Settings(fromSeed, toSeed, portfolio, count, calls, stormNanos, jobs);
    }

    Settings withStorm(long nanos) {
        return new Settings(fromSeed, toSeed, portfolio, clients, callsPerClient, nanos, jobs);
    }

    Settings withJobs(int count) {
        return new Settings(fromSeed, toSeed, portfolio, clients, callsPerClient, stormNanos, count);
    }

    /** A scenario that a seed gave, as these settings want it. */
    Scenario tailor(Scenario drawn, String profile) {
        long heal = stormNanos == 0 ? drawn.healNanos() : Math.min(stormNanos, drawn.healNanos());
        WorkloadSpec spec = drawn.workload();
        WorkloadSpec workload = new WorkloadSpec(
                clients == 0 ? spec.clients() : clients,
                callsPerClient == 0 ? spec.operationsPerClient() : callsPerClient,
                spec.keys(),
                spec.getPpm(),
                spec.anywherePpm(),
                spec.localPpm(),
                spec.thinkMeanNanos(),
                spec.retryNanos(),
                spec.giveUpNanos());
        List<ClientStep> operations = drawn.operations() == null || clients != 0 || callsPerClient != 0
                ? null
                : drawn.operations().stream()
                        .filter(step -> step.atNanos() < heal)
                        .toList();
        return new Scenario(
                drawn.format(),
                drawn.seed(),
                profile,
                drawn.nodes(),
                drawn.voters(),
                drawn.limits(),
                drawn.replica(),
                drawn.network(),
                drawn.disk(),
                drawn.machines(),
                drawn.sessions(),
                workload,
                drawn.actions().stream()
                        .filter(action -> action.trigger() != null || action.atNanos() < heal)
                        .toList(),
                drawn.faults().stream()
                        .filter(fault -> fault.trigger() != null || fault.atNanos() < heal)
                        .toList(),
                heal,
                operations,
                drawn.expect());
    }
}
