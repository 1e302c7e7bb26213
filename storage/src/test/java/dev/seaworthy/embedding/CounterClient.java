package dev.seaworthy.embedding;

import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Adds to the counter exactly once each time, whatever becomes of the nodes meanwhile. */
final class CounterClient {
    private static final long PATIENCE_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 20;

    private final List<CounterNode> nodes;
    private final long clientId;
    private long sequence;
    private int asked;

    /** @param nodes whom to ask; may change while the client is at work */
    CounterClient(List<CounterNode> nodes) throws InterruptedException, ExecutionException {
        this.nodes = nodes;
        clientId = send(new SessionCommand.Open(1)).clientId();
    }

    /** Adds to the counter; returns the count right after that. */
    long add(long number) throws InterruptedException, ExecutionException {
        sequence++;
        SessionReply reply = send(new SessionCommand.Execute(clientId, sequence, CounterMachine.bytes(number)));
        if (!reply.isAnswered()) {
            throw new IllegalStateException("the session has ended: " + reply.status());
        }
        return CounterMachine.number(reply.result());
    }

    /** Sends the same bytes until one node says what came of them: the session sees to it that they count once. */
    private SessionReply send(SessionCommand command) throws InterruptedException, ExecutionException {
        byte[] bytes = command.encode();
        while (true) {
            CounterNode node = nodes.get(asked % nodes.size());
            try {
                ProposalOutcome outcome = node.propose(bytes).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                if (outcome instanceof ProposalOutcome.Committed committed) {
                    return SessionReply.decode(committed.result());
                }
                if (outcome instanceof ProposalOutcome.Refused refused && refused.leaderId() > 0) {
                    // Certainly not executed. The hint may be stale, so a pause comes before it is followed.
                    asked = (int) refused.leaderId() - 1;
                } else {
                    asked++;
                }
            } catch (TimeoutException e) {
                // It may have been executed, or not: as with Unknown.
                asked++;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }
}
