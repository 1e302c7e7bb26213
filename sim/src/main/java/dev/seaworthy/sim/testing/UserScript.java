package dev.seaworthy.sim.testing;

import dev.seaworthy.sim.client.ClientOperation;
import dev.seaworthy.sim.client.Script;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.List;

/** What one client does by a {@link Workload}, and at the end by the closing calls. Not thread safe. */
final class UserScript implements Script {
    /** Comes after every draw that a turn can make of its own. */
    private static final long LOCAL = Long.MAX_VALUE;

    private final int client;
    private final WorkloadSpec spec;
    private final Draws draws;
    private final Workload workload;
    private final List<Call> closing;
    private Object lastAnswer;

    UserScript(int client, WorkloadSpec spec, Draws draws, Workload workload, List<Call> closing) {
        this.client = client;
        this.spec = spec;
        this.draws = draws;
        this.workload = workload;
        this.closing = closing;
    }

    @Override
    public ClientOperation operation(long number) {
        long closingNumber = number - spec.operationsPerClient();
        if (closingNumber >= 0) {
            return new UserOperation(client, number, false, closing.get((int) closingNumber));
        }
        Call call = workload.next(new Turn(client, number, lastAnswer, draws));
        if (call == null) {
            throw new IllegalStateException("the workload has nothing for c" + client + " to ask, but null");
        }
        boolean local = !call.command() && draws.chance(spec.localPpm(), Concern.OPERATION, client, number, LOCAL);
        return new UserOperation(client, number, local, call);
    }

    @Override
    public Object answered(ClientOperation operation, byte[] result) {
        UserOperation.Told told = ((UserOperation) operation).told(result);
        lastAnswer = told.value();
        return told;
    }
}
