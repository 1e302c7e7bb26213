package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.sim.oracle.LastEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * On what grounds a replica grants or refuses what it is asked: what it compared, taken down at the moment of the
 * answer. It judges nothing: where an engine refuses without a reason, that is what it says. Fed only where somebody
 * reads along. Not thread safe.
 */
final class Grounds {
    /**
     * Why an answer is what it is.
     *
     * @param reply the answer
     * @param words for people, without a full stop
     * @param facts the same for programs: a code, and what was compared
     */
    private record Given(Message reply, String words, List<TraceEvent.Field> facts) {}

    /** Answers that have yet to leave: some wait for the disk. */
    private final List<Given> given = new ArrayList<>();

    private Message question;

    /** A process starts: what the last one had to say will never be said. */
    void started() {
        given.clear();
        question = null;
    }

    /** A message is about to be handled. */
    void asked(Message message) {
        question = message;
    }

    /** The core has decided something. */
    void decided(Effect effect, RaftCore core) {
        if (effect instanceof Effect.Send send && question != null) {
            Message reply = send.message();
            if (reply instanceof Message.RequestVoteReply vote) {
                vote(vote, vote.granted(), core);
            } else if (reply instanceof Message.PreVoteReply vote) {
                vote(vote, vote.granted(), core);
            } else if (reply instanceof Message.AppendEntriesReply append && !append.success()) {
                append(append, core);
            }
        }
    }

    /** The words about what the core wants done, with the grounds for an answer that has to wait; null stays null. */
    String withWords(String line, Effect effect) {
        return line != null && effect instanceof Effect.Send send ? line + words(send.message()) : line;
    }

    /** What to add to the words about an answer that leaves; nothing where nothing is known. */
    String words(Message reply) {
        for (Given one : given) {
            if (one.reply().equals(reply)) {
                return ": " + one.words();
            }
        }
        return "";
    }

    /** The event of an answer that leaves, with the grounds for it; the last that is asked about this answer. */
    TraceEvent left(Message reply, TraceEvent event) {
        Iterator<Given> known = given.iterator();
        while (known.hasNext()) {
            Given one = known.next();
            if (one.reply().equals(reply)) {
                known.remove();
                List<TraceEvent.Field> fields = new ArrayList<>(event.fields());
                fields.addAll(one.facts());
                return new TraceEvent(event.name(), fields);
            }
        }
        return event;
    }

    private void vote(Message reply, boolean isGranted, RaftCore core) {
        EntryId theirs = LastEntry.of(question);
        if (theirs == null || !question.from().equals(reply.to())) {
            return;
        }
        EntryId own = core.lastEntry();
        Member votedFor = core.hardState().votedFor();
        String asker = Narrator.name(question.from());
        String logs = asker + "'s log ends " + LastEntry.words(theirs) + ", its own " + LastEntry.words(own);
        boolean isBehind = LastEntry.isBehind(theirs, own);
        boolean isVote = reply instanceof Message.RequestVoteReply;
        String code;
        String words;
        if (isGranted) {
            code = "GRANTED";
            words = logs;
        } else if (question.term() < core.term()) {
            code = "TERM_OLDER";
            words = olderTerm(core);
        } else if (isVote && votedFor != null) {
            code = "VOTE_GIVEN";
            words = "it gave its vote of term " + core.term() + " to " + Narrator.name(votedFor);
        } else if (core.hardState().recovering()) {
            code = "RECOVERING";
            words = "its disk has lost entries that it has yet to be given back";
        } else {
            code = isBehind ? "LOG_BEHIND" : "NO_REASON";
            words = isBehind ? "the log is behind, " + logs : "no reason is known, " + logs;
        }
        given.add(new Given(
                reply,
                words,
                Facts.of("why", "why", code, "asker", theirs, "own", own).fields()));
    }

    private void append(Message.AppendEntriesReply reply, RaftCore core) {
        if (!(question instanceof Message.AppendEntries append)
                || !append.from().equals(reply.to())) {
            return;
        }
        EntryId prev = append.prev();
        EntryId own = core.lastEntry();
        String code;
        String words;
        if (append.term() < core.term()) {
            code = "TERM_OLDER";
            words = olderTerm(core);
        } else if (prev.index() > own.index()) {
            code = "LOG_SHORTER";
            words = "its log ends " + LastEntry.words(own);
        } else if (prev.index() < core.baseEntry().index()) {
            code = "IN_SNAPSHOT";
            words = "its log begins behind " + LastEntry.words(core.baseEntry()) + ", the end of a snapshot";
        } else {
            own = new EntryId(core.termAt(prev.index()), prev.index());
            code = own.equals(prev) ? "NO_REASON" : "PREV_DIFFERS";
            words = own.equals(prev)
                    ? "no reason is known, it does have " + LastEntry.words(prev)
                    : "its own entry " + prev.index() + " is of term " + own.term() + ", not of term " + prev.term();
        }
        given.add(new Given(
                reply,
                words,
                Facts.of("why", "why", code, "prev", prev, "own", own).fields()));
    }

    private String olderTerm(RaftCore core) {
        return "term " + question.term() + " is older than its term " + core.term();
    }
}
