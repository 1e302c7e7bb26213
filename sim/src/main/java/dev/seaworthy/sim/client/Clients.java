package dev.seaworthy.sim.client;

import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.WorkloadSpec;

/** All clients of a run, numbered from 1. Not thread safe. */
public final class Clients {
    private final Client[] clients;

    /** The clients a scenario asks for, none of which has started. */
    public Clients(Scenario scenario, Subject subject, Draws draws, ClientWorld world, HistoryRecorder history) {
        WorkloadSpec spec = scenario.workload();
        Pace pace = new Pace(spec, scenario.nodes(), subject.closingOperations(spec), draws, scenario.operations());
        clients = new Client[spec.clients() + 1];
        for (int number = 1; number < clients.length; number++) {
            clients[number] =
                    new Client(number, pace, subject.script(number, spec, draws), scenario.healNanos(), world, history);
        }
    }

    /** Starts every client. */
    public void start(long now) {
        for (int number = 1; number < clients.length; number++) {
            clients[number].start(now);
        }
    }

    public Client client(int number) {
        return clients[number];
    }

    public int size() {
        return clients.length - 1;
    }

    /** Whether every client has done all it was to do. */
    public boolean areDone() {
        for (int number = 1; number < clients.length; number++) {
            if (!clients[number].isDone()) {
                return false;
            }
        }
        return true;
    }
}
