package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a scenario that can be taken out, as one list: faults, then actions of the operator, then operations of
 * clients. As every draw is keyed, taking one out changes nothing about the others. Operations that are not spelled out
 * are no parts.
 */
final class Parts {
    private Parts() {}

    static int count(Scenario scenario) {
        return scenario.faults().size()
                + scenario.actions().size()
                + operations(scenario).size();
    }

    /** The scenario without the parts from {@code from} to below {@code to}. */
    static Optional<Scenario> without(Scenario scenario, int from, int to) {
        return without(scenario, from, to, scenario.seed());
    }

    /** The same, with all that is drawn drawn anew. */
    static Optional<Scenario> without(Scenario scenario, int from, int to, long seed) {
        Draft draft = new Draft(scenario);
        draft.seed = seed;
        int begin = 0;
        List<Fault> faults = scenario.faults();
        draft.faults = without(faults, from - begin, to - begin);
        begin += faults.size();
        List<MembershipAction> actions = scenario.actions();
        draft.actions = without(actions, from - begin, to - begin);
        begin += actions.size();
        if (scenario.operations() != null) {
            draft.operations = without(scenario.operations(), from - begin, to - begin);
        }
        return draft.finished();
    }

    private static List<ClientStep> operations(Scenario scenario) {
        return scenario.operations() == null ? List.of() : scenario.operations();
    }

    private static <T> List<T> without(List<T> all, int from, int to) {
        int begin = Math.min(all.size(), Math.max(0, from));
        int end = Math.min(all.size(), Math.max(begin, to));
        List<T> rest = new ArrayList<>(all.subList(0, begin));
        rest.addAll(all.subList(end, all.size()));
        return rest;
    }
}
