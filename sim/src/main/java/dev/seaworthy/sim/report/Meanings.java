package dev.seaworthy.sim.report;

import java.util.TreeMap;

/** What properties say, in one sentence each, for a reader who does not know their names. Functions without state. */
final class Meanings {
    private static final TreeMap<String, String> ALL = ofPairs(
            "AsSpecified", "every answer is the one that the specification gives at that place of the log",
            "Capability", "an older release is only told what it understands",
            "CheckersAgree", "two ways to judge a history come to the same",
            "ClusterTime", "time never runs backwards along a log",
            "CommitIsMonotonic", "what is committed stays committed: no commit index goes back",
            "Crash", "no input and no fault makes a replica throw: it answers, refuses or halts",
            "DurableOnQuorum", "what is committed or acknowledged is on the disks of a quorum",
            "ElectedByQuorum", "a leader has the votes of a quorum of its own configuration",
            "ElectionSafety", "a term has at most one leader",
            "ExactlyOnce", "a client's command changes the state at most once",
            "Halt", "no replica finds an invariant of its own broken",
            "Identity", "nobody speaks under another member's name",
            "LeaderAppendOnly", "a leader never removes or replaces an entry of its own log",
            "LeaderCompleteness", "a leader has every entry committed in an earlier term",
            "Lease", "no read is answered in a term that was over before it was asked",
            "Linearizability", "every operation seems to take effect at once, between question and answer",
            "Liveness", "a healed cluster elects, answers and comes to rest in time",
            "LogMatching", "entries of equal index and term are equal, and so is all before them",
            "Membership", "configurations follow each other by the rules, and only those asked for",
            "MinIndex", "a local read is at least as new as it asked for",
            "OneVotePerTerm", "a member votes for one candidate in a term, through every restart",
            "PeerContract", "a replica says only what a replica can say",
            "PersistBeforeSend", "no message promises what the sender's disk does not hold",
            "ReadIndex", "a linearizable read sees all that was committed before it was asked",
            "Recovery",
                    "whoever lost entries neither votes nor campaigns until it has them back; whoever lost nothing"
                            + " starts as if nothing had been",
            "SessionsBounded", "no more sessions and answers are kept than allowed",
            "Snapshot", "a snapshot is what it claims to be, durable before a log stands on it, never older",
            "SnapshotIsReplay", "a restored state is the one that the entries lead to",
            "StateMachineAnswers", "the state machine answers all that it is asked, and throws nothing",
            "StateMachineSafety", "no two replicas apply different entries at one index",
            "TermIsMonotonic", "term and incarnation on a disk never go back",
            "Transfer", "leadership is handed over only to who can lead",
            "Undecided", "a history can be judged within the budget",
            "ValidAnswer", "every answer has the form of an answer to what was asked",
            "VoteDenied", "a vote is denied only for a reason of the protocol",
            "WireFormat", "sound frames are taken, damaged ones refused");

    private Meanings() {}

    /** What the property says, without a full stop; the empty text for one that is not known here. */
    static String of(String property) {
        return ALL.getOrDefault(property, "");
    }

    private static TreeMap<String, String> ofPairs(String... namesAndMeanings) {
        TreeMap<String, String> meanings = new TreeMap<>();
        for (int i = 0; i < namesAndMeanings.length; i += 2) {
            meanings.put(namesAndMeanings[i], namesAndMeanings[i + 1]);
        }
        return meanings;
    }
}
