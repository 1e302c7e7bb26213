package dev.seaworthy.sim.client;

import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.kv.KvStateMachine;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.oracle.ViolationSink;
import dev.seaworthy.sim.scenario.WorkloadSpec;

/** The replicated key-value store as the subject of a run. */
public final class Store implements Subject {
    @Override
    public StateMachine stateMachine() {
        return new KvStateMachine();
    }

    @Override
    public Script script(int client, WorkloadSpec spec, Draws draws) {
        return new StoreScript(client, spec, StoreScript.ABOUT_ALL_PPM, draws);
    }

    @Override
    public long closingOperations(WorkloadSpec spec) {
        return (long) StoreScript.FINAL_ROUNDS * spec.keys();
    }

    @Override
    public Specification specification(ViolationSink sink) {
        return new LogReplay(sink);
    }
}
