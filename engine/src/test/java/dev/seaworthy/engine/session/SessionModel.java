package dev.seaworthy.engine.session;

import dev.seaworthy.engine.session.SessionCommand.Close;
import dev.seaworthy.engine.session.SessionCommand.Execute;
import dev.seaworthy.engine.session.SessionCommand.KeepAlive;
import dev.seaworthy.engine.session.SessionCommand.Open;
import dev.seaworthy.engine.session.SessionReply.Status;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Sessions over a {@link Journal} written down a second time, as plainly as possible: one list, walked for everything.
 */
final class SessionModel {
    private static final class Client {
        private final long id;
        private long activeIndex;
        private long activeNanos;
        private long firstUnanswered = 1;
        private final TreeMap<Long, byte[]> answers = new TreeMap<>();

        Client(long id, long timeNanos) {
            this.id = id;
            activeIndex = id;
            activeNanos = timeNanos;
        }

        long bytes() {
            return answers.values().stream().mapToLong(answer -> answer.length).sum();
        }
    }

    private final SessionLimits limits;
    private final List<Client> clients = new ArrayList<>(); // in ascending order of id, as they were opened
    private byte[] lines = {};
    private long lastApplied;
    private long lastExecuted;
    private long timeNanos;

    SessionModel(SessionLimits limits) {
        this.limits = limits;
    }

    byte[] lines() {
        return lines;
    }

    int sessions() {
        return clients.size();
    }

    long resultBytes() {
        return clients.stream().mapToLong(Client::bytes).sum();
    }

    SessionReply apply(long index, long time, SessionCommand command) {
        lastApplied = index;
        timeNanos = time;
        clients.removeIf(client -> time - client.activeNanos >= limits.sessionTtlNanos());
        if (command instanceof Open open) {
            clients.add(new Client(index, time));
            while (clients.size() > limits.sessionsMax()) {
                evict();
            }
            return new SessionReply(Status.OPENED, index, open.nonce(), new byte[0]);
        }
        if (command instanceof Close close) {
            boolean closed = clients.removeIf(client -> client.id == close.clientId());
            return status(closed ? Status.CLOSED : Status.EXPIRED);
        }
        if (command instanceof KeepAlive keepAlive) {
            Client client = spoken(keepAlive.clientId(), keepAlive.firstUnanswered());
            return status(client == null ? Status.EXPIRED : Status.ALIVE);
        }
        Execute execute = (Execute) command;
        Client client = spoken(execute.clientId(), execute.firstUnanswered());
        return client == null ? status(Status.EXPIRED) : execute(client, execute);
    }

    private SessionReply execute(Client client, Execute execute) {
        if (execute.sequence() < client.firstUnanswered) {
            return status(Status.STALE);
        }
        if (client.answers.containsKey(execute.sequence())) {
            return new SessionReply(Status.REPEATED, 0, 0, client.answers.get(execute.sequence()));
        }
        if (execute.sequence() >= client.firstUnanswered + limits.outstandingMax()) {
            return status(Status.OVERRUN);
        }
        byte[] more = execute.command();
        byte[] before = lines;
        lines = Arrays.copyOf(before, before.length + more.length);
        System.arraycopy(more, 0, lines, before.length, more.length);
        lastExecuted = lastApplied;
        client.answers.put(execute.sequence(), lines);
        while (resultBytes() > limits.resultBytesMax()) {
            evict();
        }
        return new SessionReply(Status.APPLIED, 0, 0, lines);
    }

    private Client spoken(long clientId, long firstUnanswered) {
        for (Client client : clients) {
            if (client.id == clientId) {
                client.activeIndex = lastApplied;
                client.activeNanos = timeNanos;
                client.firstUnanswered = Math.max(client.firstUnanswered, firstUnanswered);
                client.answers.headMap(client.firstUnanswered).clear();
                return client;
            }
        }
        return null;
    }

    private void evict() {
        clients.remove(clients.stream()
                .min(Comparator.comparingLong(client -> client.activeIndex))
                .orElseThrow());
    }

    private static SessionReply status(Status status) {
        return new SessionReply(status, 0, 0, new byte[0]);
    }

    /** What the snapshot of the sessions and their journal must be. */
    byte[] snapshot() {
        int room = 1000 + clients.size() * 1000 + (int) resultBytes() + lines.length;
        ByteBuffer out =
                ByteBuffer.allocate(room).put((byte) 2).putLong(lastApplied).putLong(timeNanos);
        out.putInt(limits.sessionsMax()).putInt(limits.outstandingMax());
        out.putLong(limits.resultBytesMax()).putLong(limits.sessionTtlNanos());
        out.putInt(clients.size());
        for (Client client : clients) {
            out.putLong(client.id).putLong(client.activeIndex).putLong(client.activeNanos);
            out.putLong(client.firstUnanswered).putInt(client.answers.size());
            client.answers.forEach((sequence, answer) ->
                    out.putLong(sequence).putInt(answer.length).put(answer));
        }
        out.putLong(lastExecuted).put(lines);
        return Arrays.copyOf(out.array(), out.position());
    }
}
