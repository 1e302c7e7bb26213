package dev.seaworthy.sim.testing;

import dev.seaworthy.checker.Model;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.client.Script;
import dev.seaworthy.sim.client.Specification;
import dev.seaworthy.sim.client.Subject;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.oracle.ViolationSink;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.List;
import java.util.function.Supplier;

/**
 * A state machine of somebody else's as the subject of a run.
 *
 * @param machines gives a new one for every process that starts
 * @param workload what clients ask; null where nobody has said it yet: then nothing can be run
 * @param closing what each client asks once everything is healed and all else is done
 * @param model what the answers should be
 */
record UserSubject(Supplier<? extends StateMachine> machines, Workload workload, List<Call> closing, Model<?> model)
        implements Subject {
    UserSubject {
        closing = List.copyOf(closing);
    }

    @Override
    public StateMachine stateMachine() {
        return machines.get();
    }

    @Override
    public Script script(int client, WorkloadSpec spec, Draws draws) {
        return new UserScript(client, spec, draws, workload, closing);
    }

    @Override
    public long closingOperations(WorkloadSpec spec) {
        return closing.size();
    }

    @Override
    public Specification specification(ViolationSink sink) {
        return new ModelReplay<>(model, sink);
    }
}
