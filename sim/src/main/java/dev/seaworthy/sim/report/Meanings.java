package dev.seaworthy.sim.report;

import java.util.Map;
import java.util.TreeMap;

/** What properties say, in one sentence each, for a reader who does not know their names. Functions without state. */
final class Meanings {
    private static final TreeMap<String, String> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("AsSpecified", "every answer is the one that the specification gives at that place of the log"),
            Map.entry("Capability", "an older release is only told what it understands"),
            Map.entry("CheckersAgree", "two ways to judge a history come to the same"),
            Map.entry("ClusterTime", "time never runs backwards along a log"),
            Map.entry("CommitIsMonotonic", "what is committed stays committed: no commit index goes back"),
            Map.entry("Crash", "no input and no fault makes a replica throw: it answers, refuses or halts"),
            Map.entry("DurableOnQuorum", "what is committed or acknowledged is on the disks of a quorum"),
            Map.entry("ElectedByQuorum", "a leader has the votes of a quorum of its own configuration"),
            Map.entry("ElectionSafety", "a term has at most one leader"),
            Map.entry("ExactlyOnce", "a client's command changes the state at most once"),
            Map.entry("Halt", "no replica finds an invariant of its own broken"),
            Map.entry("Identity", "nobody speaks under another member's name"),
            Map.entry("LeaderAppendOnly", "a leader never removes or replaces an entry of its own log"),
            Map.entry("LeaderCompleteness", "a leader has every entry committed in an earlier term"),
            Map.entry("Lease", "no read is answered in a term that was over before it was asked"),
            Map.entry("Linearizability", "every operation seems to take effect at once, between question and answer"),
            Map.entry("Liveness", "a healed cluster elects, answers and comes to rest in time"),
            Map.entry("LogMatching", "entries of equal index and term are equal, and so is all before them"),
            Map.entry("Membership", "configurations follow each other by the rules, and only those asked for"),
            Map.entry("MinIndex", "a local read is at least as new as it asked for"),
            Map.entry("OneVotePerTerm", "a member votes for one candidate in a term, through every restart"),
            Map.entry("PeerContract", "a replica says only what a replica can say"),
            Map.entry("PersistBeforeSend", "no message promises what the sender's disk does not hold"),
            Map.entry("ReadIndex", "a linearizable read sees all that was committed before it was asked"),
            Map.entry("Recovery", "whoever lost entries neither votes nor campaigns until it has them back"),
            Map.entry("SessionsBounded", "no more sessions and answers are kept than allowed"),
            Map.entry("Snapshot", "a snapshot is what it claims to be, durable before a log stands on it, never older"),
            Map.entry("SnapshotIsReplay", "a restored state is the one that the entries lead to"),
            Map.entry("StateMachineAnswers", "the state machine answers all that it is asked, and throws nothing"),
            Map.entry("StateMachineSafety", "no two replicas apply different entries at one index"),
            Map.entry("TermIsMonotonic", "term and incarnation on a disk never go back"),
            Map.entry("Transfer", "leadership is handed over only to who can lead"),
            Map.entry("Undecided", "a history can be judged within the budget"),
            Map.entry("ValidAnswer", "every answer has the form of an answer to what was asked"),
            Map.entry("VoteDenied", "a vote is denied only for a reason of the protocol"),
            Map.entry("WireFormat", "sound frames are taken, damaged ones refused")));

    private Meanings() {}

    /** What the property says, without a full stop; the empty text for one that is not known here. */
    static String of(String property) {
        return ALL.getOrDefault(property, "");
    }
}
