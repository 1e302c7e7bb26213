package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import java.util.Collections;
import java.util.List;

/** A scenario in which nothing happens, for parts of the world that only look something up in it. */
public final class QuietScenario {
    private QuietScenario() {}

    public static Scenario of(int nodes, int clients, NetworkSpec network, DiskSpec disk) {
        return new Scenario(
                Scenario.FORMAT,
                1,
                "test",
                nodes,
                nodes,
                Limits.DEFAULT,
                new ReplicaSpec(50, 1 << 20, ReplicaSpec.NO_LEASES),
                network,
                disk,
                Collections.nCopies(nodes, new MachineSpec(0, 0, 0, Capabilities.ALL)),
                SessionLimits.DEFAULT,
                new WorkloadSpec(clients, 1, 1, 0, 0, 0, 1, 1, 1),
                List.of(),
                List.of(),
                1_000_000_000);
    }
}
