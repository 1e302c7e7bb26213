package dev.seaworthy.sim.client;

import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.kv.KeyValue;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a node answers a client, for the timeline. Functions without state. */
public final class AnswerWords {
    private static final int PAIRS_MAX = 3;
    private static final String SOME = "an answer";

    private AnswerWords() {}

    /** The reply to this request, with the value where it is one of the key-value store. */
    public static String of(ClientRequest request, ClientReply reply) {
        if (reply.kind() != ClientReply.Kind.ANSWERED) {
            return reply.words();
        }
        boolean isRead = request.kind() != ClientRequest.Kind.PROPOSAL;
        String from = reply.index() == 0
                ? ", before anything was applied"
                : (isRead ? ", with entries applied up to " : ", entry ") + reply.index();
        if (reply.result() == null) {
            // Only a broken engine answers so; a run that is watched has to fail as it does when nobody looks.
            return "nothing" + from;
        }
        try {
            return (isRead ? words(KvCodec.decodeReply(reply.result())) : words(SessionReply.decode(reply.result())))
                    + from;
        } catch (IllegalArgumentException notOurs) {
            return SOME + from;
        }
    }

    private static String words(SessionReply reply) {
        return switch (reply.status()) {
            case OPENED -> "session " + reply.clientId();
            case APPLIED -> words(KvCodec.decodeReply(reply.result()));
            case REPEATED -> "once more: " + words(KvCodec.decodeReply(reply.result()));
            default -> "session " + reply.status().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String words(KvReply reply) {
        if (reply instanceof KvReply.RangeReply range) {
            return pairs(range.pairs());
        }
        if (reply instanceof KvReply.DeleteReply delete) {
            return delete.deleted() == 0 ? "nothing to delete" : "deleted";
        }
        if (reply instanceof KvReply.TransactionReply transaction) {
            return transaction.succeeded() ? "condition held" : "condition did not hold";
        }
        if (reply instanceof KvReply.Refusal refusal) {
            return "nothing done, "
                    + refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        return reply instanceof KvReply.PutReply ? "put" : "done";
    }

    private static String pairs(List<KeyValue> pairs) {
        StringBuilder words = new StringBuilder(pairs.isEmpty() ? "nothing found" : "");
        for (int i = 0; i < Math.min(PAIRS_MAX, pairs.size()); i++) {
            words.append(i == 0 ? "" : " ").append(text(pairs.get(i).key()));
            words.append('=').append(text(pairs.get(i).value()));
        }
        return words.append(pairs.size() > PAIRS_MAX ? " …" : "").toString();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
