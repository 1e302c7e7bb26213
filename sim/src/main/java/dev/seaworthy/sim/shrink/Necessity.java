package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of a failing run when one of its faults is left out. */
public enum Necessity {
    /** It does not fail any more: the fault is needed. */
    NEEDED,
    /** It fails in another way. */
    CHANGES_THE_FAILURE,
    /** It fails in the same way: the fault does not matter. */
    NOT_NEEDED;

    /** Tries every fault of a scenario that fails with this violation, each by itself; one run for each. */
    public static List<Necessity> ofFaults(Runs runs, Scenario scenario, Violation violation) {
        List<Necessity> all = new ArrayList<>();
        for (Fault fault : scenario.faults()) {
            Draft draft = new Draft(scenario);
            draft.faults = scenario.faults().stream()
                    .filter(other -> other.id() != fault.id())
                    .toList();
            Optional<FailureSignature> failure =
                    runs.run(draft.finished().orElseThrow(), null).map(Violation::signature);
            all.add(
                    failure.isEmpty()
                            ? NEEDED
                            : failure.get().equals(violation.signature()) ? NOT_NEEDED : CHANGES_THE_FAILURE);
        }
        return all;
    }
}
