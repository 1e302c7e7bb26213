package dev.seaworthy.engine.session;

import dev.seaworthy.engine.session.SessionReply.Status;
import java.util.ArrayList;
import java.util.List;

/** Makes commands of moves, one log entry each: clients that reuse, skip, repeat and go back in their sequences. */
final class Traffic {
    private final List<SessionCommand> sent = new ArrayList<>();
    private final List<Long> opened = new ArrayList<>();
    private long index;
    private long timeNanos;

    /** Of the command made last. */
    long index() {
        return index;
    }

    /** Of the command made last. */
    long timeNanos() {
        return timeNanos;
    }

    SessionCommand command(Move move) {
        index++;
        timeNanos += move.stepNanos();
        SessionCommand command = make(move);
        sent.add(command);
        return command;
    }

    private SessionCommand make(Move move) {
        // Sequences drift upwards with the log, so that every one is at times too old, useful, and too far ahead.
        long sequence = 1 + index / 8 + move.sequence();
        long first = Math.max(1, sequence - move.unwanted());
        return switch (move.kind()) {
            case Move.OPEN -> new SessionCommand.Open(move.line());
            case Move.KEEP_ALIVE -> new SessionCommand.KeepAlive(client(move), first);
            case Move.CLOSE -> new SessionCommand.Close(client(move));
            case Move.AGAIN ->
                sent.isEmpty()
                        ? new SessionCommand.Open(0)
                        : sent.get(Math.max(0, sent.size() - 1 - 2 * move.sequence()));
            default -> new SessionCommand.Execute(client(move), sequence, first, new byte[] {move.line()});
        };
    }

    void learn(SessionReply reply) {
        if (reply.status() == Status.OPENED) {
            opened.add(reply.clientId());
        }
    }

    private long client(Move move) {
        int at = opened.size() - 1 - move.client();
        return at < 0 ? index + 1 : opened.get(at);
    }
}
