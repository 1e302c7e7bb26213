package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * By whose copies or answers a leader commits and confirms reads, counted anew beside its core: in the configuration
 * that it has taken up last, committed or not (§6), with what it has been told. Where that is too few it says so, and
 * whether an earlier configuration would have been content with it. It judges nothing and changes nothing. Fed only
 * where somebody reads along. Not thread safe.
 */
final class Recount {
    /** Between a configuration and the one whose place it takes. */
    static final String BEFORE = "; before: ";

    /** By the index of its entry, every configuration that the process has taken up. */
    private final TreeMap<Long, Configuration> configurations = new TreeMap<>();

    /** By member, the newest read of this leadership that it has answered. */
    private final LinkedHashMap<Member, Long> answered = new LinkedHashMap<>();

    /**
     * By member, up to where the leader knows its log to be durable and equal; kept since a core that steps down
     * forgets.
     */
    private final LinkedHashMap<Member, Long> matched = new LinkedHashMap<>();

    private boolean leading;

    /** A process starts: nothing is known any more. */
    void started() {
        configurations.clear();
        answered.clear();
        matched.clear();
        leading = false;
    }

    /** A message is about to be handled. */
    void asked(Message message, RaftCore core) {
        look(core);
        if (message instanceof Message.AppendEntriesReply reply && reply.term() == core.term()) {
            answered.merge(reply.from(), reply.readSequence(), Math::max);
            if (reply.success()) {
                matched.merge(reply.from(), reply.index(), Math::max);
            }
        }
    }

    /** The core has decided something; told in the order in which it wants it done. */
    void decided(Effect effect, RaftCore core) {
        look(core);
        if (effect instanceof Effect.ActivateConfiguration active) {
            configurations.tailMap(active.index(), true).clear();
            configurations.put(active.index(), active.configuration());
        } else if (effect instanceof Effect.ChangeRole role) {
            leading = role.role() == RoleName.LEADER;
            answered.clear();
        }
    }

    private void look(RaftCore core) {
        if (core.role() == RoleName.LEADER) {
            matched.clear();
            core.status().peers().forEach(peer -> matched.put(peer.member(), peer.matchIndex()));
        }
    }

    /**
     * What a commit or a confirmed read rests on, or what a configuration takes the place of, to follow the words about
     * it; nothing about anything else.
     */
    String words(Effect effect, RaftCore core) {
        if (effect instanceof Effect.ActivateConfiguration active) {
            Map.Entry<Long, Configuration> before = configurations.lowerEntry(active.index());
            return before == null || before.getValue().voters().isEmpty()
                    ? ""
                    : BEFORE + Narrator.describe(before.getValue());
        }
        if (!counts()) {
            return "";
        }
        if (effect instanceof Effect.AdvanceCommit commit) {
            return copies(commit.commitIndex(), core);
        }
        if (effect instanceof Effect.ReadReady read) {
            return core.holdsLease() ? ": by its lease" : answers(read.sequence(), core);
        }
        return "";
    }

    /** The event with the same count: who is among the counted, and by which configuration. */
    TraceEvent counted(TraceEvent event, Effect effect, RaftCore core) {
        if (!counts() || !(effect instanceof Effect.AdvanceCommit commit)) {
            return event;
        }
        List<TraceEvent.Field> fields = new ArrayList<>(event.fields());
        Configuration inForce = configurations.lastEntry().getValue();
        List<Member> have = those(everybody(inForce, core), having(commit.commitIndex(), core));
        fields.addAll(Facts.of(
                        "count",
                        "have",
                        Narrator.names(have),
                        "configuration",
                        configurations.lastKey(),
                        "enough",
                        isQuorum(inForce, have))
                .fields());
        return new TraceEvent(event.name(), fields);
    }

    private boolean counts() {
        return leading && !configurations.isEmpty();
    }

    private String copies(long index, RaftCore core) {
        Configuration inForce = configurations.lastEntry().getValue();
        List<Member> have = those(everybody(inForce, core), having(index, core));
        String count = count(inForce, have, "has it", "have it");
        boolean isOwnOnlyInMemory = !have.contains(core.self()) && inForce.isVoter(core.self());
        String own = isOwnOnlyInMemory ? "; its own copy is not known to be on its disk" : "";
        return count + own + elsewhere(inForce, have);
    }

    private String answers(long sequence, RaftCore core) {
        Configuration inForce = configurations.lastEntry().getValue();
        List<Member> have = those(
                everybody(inForce, core),
                member -> member.equals(core.self()) || answered.getOrDefault(member, 0L) >= sequence);
        return count(inForce, have, "stands by it as leader", "stand by it as leader") + elsewhere(inForce, have);
    }

    private String count(Configuration inForce, List<Member> have, String one, String many) {
        List<Member> counted = those(have, inForce::isVoter);
        boolean enough = isQuorum(inForce, have);
        String who = counted.isEmpty() ? "none" : Narrator.names(counted);
        StringBuilder words = new StringBuilder(enough || counted.isEmpty() ? ": " : ": only ").append(who);
        words.append(" of the ").append(voters(inForce));
        words.append(counted.size() > 1 ? " " + many : " " + one);
        words.append(", ").append(needed(inForce)).append(" needed (configuration of entry ");
        words.append(configurations.lastKey()).append(')');
        List<Member> others = those(have, member -> !inForce.isVoter(member));
        if (!others.isEmpty()) {
            words.append("; ").append(Narrator.names(others)).append(' ');
            words.append(others.size() > 1 ? many : one).append(" too, but does not vote there");
        }
        return words.toString();
    }

    /** An earlier configuration in which it would be enough, where it is too few in the one in force. */
    private String elsewhere(Configuration inForce, List<Member> have) {
        if (isQuorum(inForce, have)) {
            return "";
        }
        for (Map.Entry<Long, Configuration> earlier : configurations
                .headMap(configurations.lastKey(), false)
                .descendingMap()
                .entrySet()) {
            if (isQuorum(earlier.getValue(), have)) {
                return "; by the configuration of entry " + earlier.getKey() + ", " + voters(earlier.getValue())
                        + ", it would be enough";
            }
        }
        return "; that is too few";
    }

    private static String voters(Configuration configuration) {
        String voters = "voters " + Narrator.names(configuration.voters());
        return configuration.isJoint() ? voters + " and " + Narrator.names(configuration.outgoing()) : voters;
    }

    private static String needed(Configuration configuration) {
        String needed = String.valueOf(configuration.voters().size() / 2 + 1);
        return configuration.isJoint()
                ? needed + " and " + (configuration.outgoing().size() / 2 + 1)
                : needed;
    }

    private static boolean isQuorum(Configuration configuration, List<Member> have) {
        return isMajority(configuration.voters(), have)
                && (!configuration.isJoint() || isMajority(configuration.outgoing(), have));
    }

    private static boolean isMajority(List<Member> of, List<Member> have) {
        return 2 * those(of, have::contains).size() > of.size();
    }

    /** Who is known to have everything up to this index, durably. */
    private Predicate<Member> having(long index, RaftCore core) {
        return member ->
                member.equals(core.self()) ? core.durableIndex() >= index : matched.getOrDefault(member, 0L) >= index;
    }

    /** All of the configuration, and whoever the leader replicates to beside them. */
    private List<Member> everybody(Configuration inForce, RaftCore core) {
        List<Member> all = new ArrayList<>(inForce.members());
        List<Member> others = new ArrayList<>(matched.keySet());
        others.add(core.self());
        others.stream().filter(other -> !all.contains(other)).forEach(all::add);
        all.sort(Comparator.comparingLong(Member::nodeId));
        return all;
    }

    private static List<Member> those(List<Member> members, Predicate<Member> which) {
        return members.stream().filter(which).toList();
    }
}
