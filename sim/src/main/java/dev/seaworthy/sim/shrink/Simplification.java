package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A way to make scenarios simpler without taking parts out. */
interface Simplification {
    /** Simpler forms of a scenario, the simplest first. No chain of forms of forms is endless, and none leads back. */
    List<Scenario> of(Scenario scenario);

    /** Collects forms; those that no scenario can have are left out. */
    final class Forms {
        private final Scenario origin;
        private final List<Scenario> forms = new ArrayList<>();

        Forms(Scenario origin) {
            this.origin = origin;
        }

        void add(Consumer<Draft> change) {
            Draft draft = new Draft(origin);
            try {
                change.accept(draft);
            } catch (IllegalArgumentException impossible) {
                // Some parts of a scenario check themselves when they are made.
                return;
            }
            draft.finished().ifPresent(forms::add);
        }

        List<Scenario> all() {
            return forms;
        }
    }
}
