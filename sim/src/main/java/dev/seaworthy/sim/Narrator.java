package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;

/** Puts effects and messages into the words of the timeline. */
final class Narrator {
    private Narrator() {}

    /** A message in one short line. */
    static String describe(Message message) {
        Words words = new Words();
        message.deliverTo(words);
        return words.text;
    }

    /** Writes an effect to the timeline, where it is news to a reader. */
    static void tell(Effect effect, World world, String place) {
        Tale tale = new Tale();
        effect.applyTo(tale);
        String text = tale.text;
        if (text != null) {
            world.trace(place, () -> text);
        }
    }

    private static final class Words implements Message.Handler {
        private String text;

        @Override
        public void onPreVote(Message.PreVote m) {
            say(m, "PreVote", "last " + m.last().index() + "@" + m.last().term());
        }

        @Override
        public void onPreVoteReply(Message.PreVoteReply m) {
            say(m, "PreVoteReply", m.granted() ? "granted" : "refused");
        }

        @Override
        public void onRequestVote(Message.RequestVote m) {
            say(m, "RequestVote", "last " + m.last().index() + "@" + m.last().term());
        }

        @Override
        public void onRequestVoteReply(Message.RequestVoteReply m) {
            say(m, "RequestVoteReply", m.granted() ? "granted" : "refused");
        }

        @Override
        public void onAppendEntries(Message.AppendEntries m) {
            int count = m.entries().count();
            long first = m.prev().index() + 1;
            String carried = count == 0
                    ? "heartbeat"
                    : count == 1 ? "entry " + first : "entries " + first + ".." + (first + count - 1);
            say(
                    m,
                    "AppendEntries",
                    carried + " after " + m.prev().index() + "@" + m.prev().term() + " commit " + m.leaderCommit()
                            + (m.readSequence() == 0 ? "" : " read " + m.readSequence()));
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply m) {
            say(
                    m,
                    "AppendEntriesReply",
                    m.success()
                            ? "matches to " + m.index()
                            : "lacks " + m.index() + ", has " + m.hint().index() + "@"
                                    + m.hint().term());
        }

        private void say(Message m, String kind, String rest) {
            text = "n" + m.from() + ">n" + m.to() + " " + kind + " term " + m.term() + " " + rest;
        }
    }

    private static final class Tale implements Effect.Handler {
        private String text;

        @Override
        public void saveHardState(Effect.SaveHardState effect) {
            HardState state = effect.state();
            text = "writes term " + state.term()
                    + (state.votedFor() == HardState.NOBODY ? "" : ", vote for n" + state.votedFor()) + " [io "
                    + effect.ioSeq() + "]";
        }

        @Override
        public void truncateLog(Effect.TruncateLog effect) {
            text = "removes entries from " + effect.fromIndex() + " on [io " + effect.ioSeq() + "]";
        }

        @Override
        public void appendLog(Effect.AppendLog effect) {
            text = "appends " + effect.firstIndex() + ".." + effect.lastIndex() + " [io " + effect.ioSeq() + "]";
        }

        @Override
        public void send(Effect.Send effect) {
            text = effect.afterIo() == 0
                    ? null
                    : "holds " + describe(effect.message()) + " until io " + effect.afterIo();
        }

        @Override
        public void sendEntries(Effect.SendEntries effect) {
            text = null;
        }

        @Override
        public void advanceCommit(Effect.AdvanceCommit effect) {
            text = "commits to " + effect.commitIndex();
        }

        @Override
        public void readReady(Effect.ReadReady effect) {
            text = "confirms read " + effect.sequence() + " at index " + effect.readIndex();
        }

        @Override
        public void readFailed(Effect.ReadFailed effect) {
            text = "fails read " + effect.sequence() + ": " + effect.reason().sentence();
        }

        @Override
        public void changeRole(Effect.ChangeRole effect) {
            text = "is " + effect.role() + " in term " + effect.term()
                    + (effect.leaderId() == HardState.NOBODY ? "" : ", leader n" + effect.leaderId()) + ": "
                    + effect.reason().sentence();
        }

        @Override
        public void activateConfiguration(Effect.ActivateConfiguration effect) {
            text = "uses the configuration of entry " + effect.index();
        }

        @Override
        public void ignore(Effect.Ignore effect) {
            text = "ignores " + describe(effect.message()) + ": "
                    + effect.reason().sentence();
        }

        @Override
        public void halt(Effect.Halt effect) {
            text = "HALTS, " + effect.code() + ": " + effect.evidence();
        }
    }
}
