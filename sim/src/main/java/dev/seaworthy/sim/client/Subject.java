package dev.seaworthy.sim.client;

import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.oracle.ViolationSink;
import dev.seaworthy.sim.scenario.WorkloadSpec;

/**
 * What is put to the test: a state machine, what clients ask of it, and what it should answer. All else in a simulated
 * world is the same for every subject. Safe for use by many threads at once, as many runs ask the same one.
 */
public interface Subject {
    /** A state machine that has applied nothing, for a process that starts. */
    StateMachine stateMachine();

    /** What a client does. */
    Script script(int client, WorkloadSpec spec, Draws draws);

    /** How many operations each client does when everything is healed and it has done all else. */
    long closingOperations(WorkloadSpec spec);

    /** What it should answer, for one run. */
    Specification specification(ViolationSink sink);
}
