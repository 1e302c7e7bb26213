package dev.seaworthy.sim.client;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.engine.session.SessionedStateMachine;
import dev.seaworthy.kv.DeleteRange;
import dev.seaworthy.kv.KeyValue;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.kv.KvStateMachine;
import dev.seaworthy.kv.Put;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A world that only takes notes; the test decides what is answered and when time passes. Sessions it grants by itself,
 * unless told not to, and takes no note of that.
 */
final class ScriptedWorld implements ClientWorld {
    final List<ClientRequest> requests = new ArrayList<>();
    final List<Integer> nodes = new ArrayList<>();
    long wakeAtNanos = -1;
    boolean grantsSessions = true;
    private long token;
    private long sessions;
    private ClientRequest opening;

    @Override
    public void send(int node, ClientRequest request) {
        if (grantsSessions && request.operation() < 0) {
            opening = request;
            return;
        }
        requests.add(request);
        nodes.add(node);
    }

    @Override
    public void wakeAt(int client, long atNanos, long token) {
        wakeAtNanos = atNanos;
        this.token = token;
    }

    /** Lets time pass until the client is to be woken. Returns the time. */
    long wake(Client client) {
        long now = wakeAtNanos;
        client.onWake(now, token);
        while (opening != null) {
            ClientRequest asked = opening;
            opening = null;
            client.onReply(now, 1, granted(asked, 100 + sessions++));
        }
        return now;
    }

    /** The answer that a session is open. */
    static ClientReply granted(ClientRequest request, long clientId) {
        SessionCommand.Open open = (SessionCommand.Open) SessionCommand.decode(request.body());
        SessionedStateMachine machine = new SessionedStateMachine(new KvStateMachine(), SessionLimits.DEFAULT);
        return committed(request, clientId, machine.apply(clientId, 0, open.encode()));
    }

    /** The answer that tells nothing but a status of the session. */
    static ClientReply status(ClientRequest request, SessionReply.Status status) {
        return committed(request, 50, new SessionReply(status, 0, 0, new byte[0]).encode());
    }

    private static ClientReply committed(ClientRequest request, long index, byte[] result) {
        return ClientReply.of(request, new ProposalOutcome.Committed(new EntryId(1, index), result));
    }

    ClientRequest request() {
        return requests.get(requests.size() - 1);
    }

    int node() {
        return nodes.get(nodes.size() - 1);
    }

    static SessionCommand.Execute command(ClientRequest request) {
        return (SessionCommand.Execute) SessionCommand.decode(request.body());
    }

    /** What became of an operation on one key. */
    enum Status {
        OK,
        NOT_FOUND,
        MISMATCH
    }

    /** What became of an operation on one key, and what the key held. */
    record Held(Status status, String value) {}

    static Held held(Status status, String value) {
        return new Held(status, value);
    }

    static ClientReply answer(ClientRequest request, Held held, long index) {
        if (request.kind() != ClientRequest.Kind.PROPOSAL) {
            byte[] result = KvCodec.encode(found(held));
            return ClientReply.of(request, new ReadOutcome.Answered(index, result));
        }
        byte[] result =
                KvCodec.encode(reply(KvCodec.decodeCommand(command(request).command()), held));
        return committed(request, index, new SessionReply(SessionReply.Status.APPLIED, 0, 0, result).encode());
    }

    /** The store's reply that says so. */
    static KvReply reply(StoreOperation operation, Held held) {
        return operation.isRead() ? found(held) : reply(KvCodec.decodeCommand(operation.encode()), held);
    }

    private static KvReply reply(KvCommand command, Held held) {
        if (command instanceof Put) {
            return new KvReply.PutReply(1, null);
        }
        if (command instanceof DeleteRange) {
            List<KeyValue> pairs = found(held).pairs();
            return new KvReply.DeleteReply(1, pairs.size(), pairs);
        }
        boolean succeeded = held.status == Status.OK;
        KvReply inner = succeeded ? new KvReply.PutReply(1, null) : found(held);
        return new KvReply.TransactionReply(1, succeeded, List.of(inner));
    }

    private static KvReply.RangeReply found(Held held) {
        if (held.value == null) {
            return new KvReply.RangeReply(1, List.of(), false, 0);
        }
        byte[] value = held.value.getBytes(StandardCharsets.US_ASCII);
        return new KvReply.RangeReply(1, List.of(new KeyValue(new byte[] {'k'}, value, 1, 1, 1)), false, 1);
    }

    static ClientReply refusal(ClientRequest request, int leader) {
        return request.kind() != ClientRequest.Kind.PROPOSAL
                ? ClientReply.of(request, new ReadOutcome.Failed(Reason.NOT_LEADER, leader))
                : ClientReply.of(request, new ProposalOutcome.Refused(Reason.NOT_LEADER, leader));
    }

    static ClientReply unknown(ClientRequest request) {
        return ClientReply.of(request, new ProposalOutcome.Unknown(Reason.HIGHER_TERM));
    }
}
