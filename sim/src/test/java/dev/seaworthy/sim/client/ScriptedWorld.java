package dev.seaworthy.sim.client;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.host.ProposalOutcome;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A world that only takes notes; the test decides what is answered and when time passes. */
final class ScriptedWorld implements ClientWorld {
    final List<ClientRequest> requests = new ArrayList<>();
    final List<Integer> nodes = new ArrayList<>();
    long wakeAtNanos = -1;
    private long token;

    @Override
    public void send(int node, ClientRequest request) {
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
        return now;
    }

    ClientRequest request() {
        return requests.get(requests.size() - 1);
    }

    int node() {
        return nodes.get(nodes.size() - 1);
    }

    static SessionCommand command(ClientRequest request) {
        return SessionCommand.decode(request.body());
    }

    static KvReply held(KvReply.Status status, String value) {
        return new KvReply(status, 1, 1, value == null ? null : value.getBytes(StandardCharsets.US_ASCII));
    }

    static ClientReply answer(ClientRequest request, KvReply reply, long index) {
        byte[] result = KvCodec.encode(reply);
        if (request.read()) {
            return ClientReply.of(request, new ReadOutcome.Answered(index, result));
        }
        byte[] session = new SessionReply(SessionReply.Status.APPLIED, result).encode();
        return ClientReply.of(request, new ProposalOutcome.Committed(new EntryId(1, index), session));
    }

    static ClientReply refusal(ClientRequest request, int leader) {
        return request.read()
                ? ClientReply.of(request, new ReadOutcome.Failed(Reason.NOT_LEADER, leader))
                : ClientReply.of(request, new ProposalOutcome.Refused(Reason.NOT_LEADER, leader));
    }

    static ClientReply unknown(ClientRequest request) {
        return ClientReply.of(request, new ProposalOutcome.Unknown(Reason.HIGHER_TERM));
    }
}
