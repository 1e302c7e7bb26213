package dev.seaworthy.sim.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.session.SessionLimits;

/**
 * Turns a scenario of an older format into one of the newest that means the same: what the world could not do yet when
 * it was written does not happen in it. One step for each format.
 */
final class ScenarioUpgrade {
    /** The oldest format that can still be read. */
    static final int OLDEST = 1;

    private ScenarioUpgrade() {}

    /** Upgrades in place, from a format between {@link #OLDEST} and {@link Scenario#FORMAT}. */
    static void upgrade(ObjectNode scenario, int format) {
        if (format < 2) {
            fromFirst(scenario);
        }
        // The second knew no operations one by one and no expectation; both may be absent.
        scenario.put("format", Scenario.FORMAT);
    }

    /** The first knew no spares, no operator, no leases, no sessions that end, and snapshots that cost no time. */
    private static void fromFirst(ObjectNode scenario) {
        if (scenario.has("nodes")) {
            scenario.set("voters", scenario.get("nodes"));
        }
        JsonNode checkpointEntries = scenario.remove("checkpointEntries");
        if (checkpointEntries != null) {
            scenario.putObject("replica")
                    .put("logCacheBytesMax", 1L << 26)
                    .put("leaseDriftPpm", ReplicaSpec.NO_LEASES)
                    .set("snapshotEntries", checkpointEntries);
        }
        if (scenario.get("disk") instanceof ObjectNode disk) {
            disk.put("readMeanNanos", 0).put("snapshotMeanNanos", 0);
        }
        if (scenario.remove("clocks") instanceof ArrayNode clocks) {
            for (JsonNode clock : clocks) {
                if (clock instanceof ObjectNode machine) {
                    machine.put("electionPriority", 0).put("capabilities", Capabilities.ALL);
                }
            }
            scenario.set("machines", clocks);
        }
        SessionLimits sessions = SessionLimits.DEFAULT;
        scenario.putObject("sessions")
                .put("sessionsMax", sessions.sessionsMax())
                .put("outstandingMax", sessions.outstandingMax())
                .put("resultBytesMax", sessions.resultBytesMax())
                .put("sessionTtlNanos", sessions.sessionTtlNanos());
        if (scenario.get("workload") instanceof ObjectNode workload) {
            workload.put("anywherePpm", 50_000).put("localPpm", 0);
        }
        scenario.putArray("actions");
    }
}
