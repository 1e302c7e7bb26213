package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs that cost nothing: one fails when certain parts are all in the scenario, and in another way when only the first
 * half of them is.
 */
record PlantedRuns(Set<Integer> faults, Set<Integer> actions, Set<Long> operations, boolean afterHeal) implements Runs {
    @Override
    public Optional<Violation> run(Scenario scenario, TraceSink trace) {
        List<ClientStep> steps = scenario.operations() == null ? all(scenario) : scenario.operations();
        if (trace != null) {
            steps.forEach(step -> trace.line(
                    step.atNanos(), "c" + step.client(), "asks n1, operation " + step.operation() + ", attempt 1"));
        }
        boolean hasFaults = scenario.faults().stream().map(Fault::id).toList().containsAll(faults);
        boolean hasActions =
                scenario.actions().stream().map(MembershipAction::id).toList().containsAll(actions);
        boolean hasOperations = steps.stream()
                .filter(step -> step.client() == 1)
                .map(ClientStep::operation)
                .toList()
                .containsAll(operations);
        if (hasFaults && hasActions && hasOperations) {
            long at = afterHeal ? scenario.healNanos() + 5 : scenario.healNanos() / 2;
            return Optional.of(new Violation("ElectionSafety", "n" + scenario.nodes() + " became leader twice", at));
        }
        return hasFaults
                ? Optional.of(new Violation("ElectionSafety", "n1 was elected by nobody", 1))
                : Optional.empty();
    }

    private static List<ClientStep> all(Scenario scenario) {
        List<ClientStep> steps = new ArrayList<>();
        for (int client = 1; client <= scenario.workload().clients(); client++) {
            for (long number = 0; number < scenario.workload().operationsPerClient(); number++) {
                steps.add(new ClientStep(client, number, 0));
            }
        }
        return steps;
    }
}
