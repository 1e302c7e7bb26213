package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import java.util.List;

/** Puts effects and messages into the words of the timeline. */
final class Narrator {
    private Narrator() {}

    /** A message in one short line. */
    static String describe(Message message) {
        Words words = new Words();
        message.deliverTo(words);
        return words.text;
    }

    /** An effect as a line of the timeline; null where it is no news to a reader. */
    static String describe(Effect effect) {
        Tale tale = new Tale();
        effect.applyTo(tale);
        return tale.text;
    }

    /** A member by its node and, where that is not its node's first, its disk. */
    static String name(Member member) {
        return "n" + member.nodeId() + (member.diskId() % 100 == 0 ? "" : "#" + member.diskId());
    }

    /** A configuration by who votes and who learns. */
    static String describe(Configuration configuration) {
        return part("voter", configuration.voters())
                + (configuration.isJoint()
                        ? ", and of the one it leaves " + part("voter", configuration.outgoing())
                        : "")
                + (configuration.learners().isEmpty() ? "" : ", " + part("learner", configuration.learners()));
    }

    private static String part(String what, List<Member> members) {
        return what + (members.size() == 1 ? " " : "s ") + names(members);
    }

    /** Members by their names, in this order. */
    static String names(List<Member> members) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            names.append(i == 0 ? "" : " ").append(name(members.get(i)));
        }
        return names.toString();
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
            say(
                    m,
                    "RequestVote",
                    "last " + m.last().index() + "@" + m.last().term() + (m.transfer() ? " on transfer" : ""));
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
                            + (m.readSequence() == 0 ? "" : " read " + m.readSequence())
                            + (m.recovered() < 0 ? "" : " recovered " + m.recovered()));
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply m) {
            say(
                    m,
                    "AppendEntriesReply",
                    m.success()
                            ? "matches to " + m.index()
                            : m.index() == 0
                                    ? "refused"
                                    : "lacks " + m.index() + ", has " + m.hint().index() + "@"
                                            + m.hint().term()
                                            + (m.incarnation() == 0 ? "" : " incarnation " + m.incarnation()));
        }

        @Override
        public void onInstallSnapshot(Message.InstallSnapshot m) {
            say(
                    m,
                    "InstallSnapshot",
                    "of entry " + m.snapshot().last().index() + "@"
                            + m.snapshot().last().term() + ", bytes " + m.offset() + ".."
                            + (m.offset() + m.chunk().bytes()) + " of "
                            + m.snapshot().bytes());
        }

        @Override
        public void onInstallSnapshotReply(Message.InstallSnapshotReply m) {
            say(
                    m,
                    "InstallSnapshotReply",
                    "of entry " + m.last().index() + "@" + m.last().term()
                            + (m.installed() ? " installed" : " has " + m.offset() + " bytes"));
        }

        @Override
        public void onTimeoutNow(Message.TimeoutNow m) {
            say(m, "TimeoutNow", "last " + m.last().index() + "@" + m.last().term());
        }

        @Override
        public void onReadIndex(Message.ReadIndex m) {
            say(m, "ReadIndex", "read " + m.sequence());
        }

        @Override
        public void onReadIndexReply(Message.ReadIndexReply m) {
            say(m, "ReadIndexReply", "read " + m.sequence() + " at index " + m.readIndex());
        }

        private void say(Message m, String kind, String rest) {
            text = name(m.from()) + ">" + name(m.to()) + " " + kind + " term " + m.term() + " " + rest;
        }
    }

    private static final class Tale implements Effect.Handler {
        private String text;

        @Override
        public void saveHardState(Effect.SaveHardState effect) {
            HardState state = effect.state();
            text = "writes term " + state.term()
                    + (state.votedFor() == null ? "" : ", vote for " + name(state.votedFor()))
                    + (state.incarnation() == 0 ? "" : ", incarnation " + state.incarnation())
                    + (state.recovering() ? " recovering" : "") + " [io " + effect.ioSeq() + "]";
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
        public void appendOwn(Effect.AppendOwn effect) {
            text = "appends " + effect.index() + ", "
                    + (effect.configuration() == null ? "no command" : describe(effect.configuration())) + " [io "
                    + effect.ioSeq() + "]";
        }

        @Override
        public void compactLog(Effect.CompactLog effect) {
            text = "stands on the snapshot of entry " + effect.snapshot().last().index() + ", drops entries up to "
                    + effect.base().index() + " [io " + effect.ioSeq() + "]";
        }

        @Override
        public void installSnapshot(Effect.InstallSnapshot effect) {
            text = "replaces its log by the snapshot of entry "
                    + effect.snapshot().last().index() + " [io " + effect.ioSeq() + "]";
        }

        @Override
        public void receiveChunk(Effect.ReceiveChunk effect) {
            text = null;
        }

        @Override
        public void finishSnapshot(Effect.FinishSnapshot effect) {
            text = "has all of the snapshot of entry "
                    + effect.snapshot().last().index();
        }

        @Override
        public void sendChunk(Effect.SendChunk effect) {
            text = null;
        }

        @Override
        public void dropSnapshot(Effect.DropSnapshot effect) {
            text = "drops the snapshot of entry " + effect.snapshot().last().index();
        }

        @Override
        public void endTransfer(Effect.EndTransfer effect) {
            text = "ends the transfer to " + (effect.target() == null ? "nobody" : name(effect.target())) + ": "
                    + effect.reason().sentence();
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
            text = "uses the configuration of entry " + effect.index() + ": " + describe(effect.configuration());
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
