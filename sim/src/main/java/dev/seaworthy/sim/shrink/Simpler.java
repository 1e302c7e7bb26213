package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The forms of a scenario that are one step simpler: what the {@link Shrinker} tries, for those who have a search of
 * their own. Functions without state.
 */
public final class Simpler {
    private static final int HEAL_PARTS = 8;
    private static final long MILLI = 1_000_000;

    private static final List<Simplification> CALMER =
            List.of(Calmer::machines, Calmer::network, Calmer::disks, Calmer::replicas, Calmer::limits);

    private static final List<Simplification> ROUNDER = List.of(Rounder::faults, Rounder::actions);

    /** What speaks of operations that are spelled out. */
    private static final List<Simplification> OF_OPERATIONS = List.of(Calmer::clients, Rounder::operations);

    private Simpler() {}

    /**
     * All simpler forms, the greatest steps first, each made when it is asked for: earlier heals; without half, a
     * quarter, … of the faults, actions and spelled-out operations; with fewer machines and less noise; with rounder
     * numbers. Each has as many parts as the scenario or fewer, and no chain of forms of forms is endless.
     */
    public static Stream<Scenario> of(Scenario scenario) {
        List<Supplier<List<Scenario>>> steps = new ArrayList<>();
        steps.add(() -> healedEarlier(scenario));
        for (int chunk = Parts.count(scenario); chunk >= 1; chunk /= 2) {
            int parts = chunk;
            steps.add(() -> without(scenario, parts));
        }
        CALMER.forEach(simplification -> steps.add(() -> simplification.of(scenario)));
        ROUNDER.forEach(simplification -> steps.add(() -> simplification.of(scenario)));
        if (scenario.operations() != null) {
            OF_OPERATIONS.forEach(simplification -> steps.add(() -> simplification.of(scenario)));
        }
        return steps.stream().flatMap(step -> step.get().stream());
    }

    /** How many parts can be taken out of a scenario: faults, actions and spelled-out operations. */
    public static int parts(Scenario scenario) {
        return Parts.count(scenario);
    }

    private static List<Scenario> healedEarlier(Scenario scenario) {
        Simplification.Forms forms = new Simplification.Forms(scenario);
        for (int part = 1; part < HEAL_PARTS; part++) {
            long earlier = scenario.healNanos() / HEAL_PARTS * part / MILLI * MILLI;
            forms.add(draft -> draft.endAt(earlier));
        }
        return forms.all();
    }

    private static List<Scenario> without(Scenario scenario, int chunk) {
        List<Scenario> forms = new ArrayList<>();
        for (int end = Parts.count(scenario); end > 0; end -= chunk) {
            Parts.without(scenario, Math.max(0, end - chunk), end).ifPresent(forms::add);
        }
        return forms;
    }
}
