package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import dev.seaworthy.sim.scenario.ActionKind;
import dev.seaworthy.sim.scenario.MembershipAction;
import java.util.ArrayList;
import java.util.List;

/**
 * How to get from a configuration to what an action wants, step by step: who is to vote becomes a learner first. Whom
 * the action is about is settled when the first configuration is seen, and stays so. For one action; not thread safe.
 */
final class Plan {
    private static final int LEAVES_FOR_GOOD = 1;
    private static final int FIFTY_PERCENT_PPM = 500_000;
    private static final int REPLACEMENT_ASKED_MAX = 40;

    private final MembershipAction action;
    private final Inventory inventory;
    private final boolean leaveForGood;
    private final List<Member> entering = new ArrayList<>();
    private final List<Member> leaving = new ArrayList<>();
    private boolean settled;
    /** How often a new disk was asked for in the place of one that is gone. */
    private int replacementAsked;

    Plan(MembershipAction action, Inventory inventory, Draws draws) {
        this.action = action;
        this.inventory = inventory;
        leaveForGood = draws.chance(FIFTY_PERCENT_PPM, Concern.OPERATOR, action.id(), LEAVES_FOR_GOOD, 0);
    }

    /**
     * The next configuration to ask for.
     *
     * @param current a plain configuration
     * @param leader the node that leads
     * @return null where there is nothing to ask for, or nothing that could be asked for without losing data
     */
    Configuration next(Configuration current, int leader) {
        if (action.kind() == ActionKind.REPLACE) {
            return sane(replacement(current), current);
        }
        if (!settled) {
            settled = true;
            settle(current, leader);
        }
        entering.removeIf(inventory::isGone);
        return sane(exchange(current), current);
    }

    private void settle(Configuration current, int leader) {
        switch (action.kind()) {
            case ADD_LEARNER -> enter(1, outsiders(current));
            case PROMOTE -> enter(1, candidates(current));
            case DEMOTE -> leave(1, current.voters(), leader);
            case REMOVE -> leave(1, current.members(), leader);
            case SWAP -> {
                enter(action.count(), candidates(current));
                leave(action.count(), current.voters(), leader);
            }
            case REPLACE, TRANSFER -> throw new IllegalStateException("nobody is chosen for " + action.kind());
        }
    }

    /** Machines of which no disk takes part. */
    private List<Member> outsiders(Configuration current) {
        List<Member> outsiders = new ArrayList<>();
        for (int node = 1; node <= inventory.nodes(); node++) {
            int id = node;
            if (current.members().stream().noneMatch(member -> member.nodeId() == id)) {
                outsiders.add(inventory.member(node));
            }
        }
        return outsiders;
    }

    /** Whoever could become a voter: learners first. */
    private List<Member> candidates(Configuration current) {
        List<Member> candidates = new ArrayList<>(current.learners());
        candidates.addAll(outsiders(current));
        return candidates;
    }

    private void enter(int count, List<Member> candidates) {
        for (Member candidate : candidates) {
            boolean suits =
                    action.node() == 0 || action.kind() == ActionKind.SWAP || candidate.nodeId() == action.node();
            if (suits && entering.size() < count && !inventory.isGone(candidate)) {
                entering.add(candidate);
            }
        }
    }

    /** Chooses from the member of a node on. */
    private void leave(int count, List<Member> members, int leader) {
        long first = action.node() == 0 ? leader : action.node();
        int at = 0;
        while (at < members.size() && members.get(at).nodeId() != first) {
            at++;
        }
        if (at == members.size()) {
            return;
        }
        for (int i = 0; i < count && i < members.size(); i++) {
            leaving.add(members.get((at + i) % members.size()));
        }
    }

    private Configuration exchange(Configuration current) {
        boolean toVote = action.kind() != ActionKind.ADD_LEARNER;
        Configuration prepared = current;
        for (Member member : entering) {
            prepared = prepared.contains(member) ? prepared : prepared.withLearner(member);
        }
        if (!prepared.equals(current) || !toVote) {
            return prepared;
        }
        Configuration target = current;
        for (Member member : entering) {
            target = target.isVoter(member) ? target : target.withVoter(member);
        }
        boolean remove = action.kind() == ActionKind.REMOVE || action.kind() == ActionKind.SWAP && leaveForGood;
        for (Member member : leaving) {
            boolean lastVoter = target.voters().size() == 1 && target.isVoter(member);
            if (!lastVoter && target.contains(member)) {
                target = remove ? target.without(member) : target.isVoter(member) ? target.withLearner(member) : target;
            }
        }
        return target;
    }

    /** The new disk of a machine first learns, and then takes the place of the one that is gone. */
    private Configuration replacement(Configuration current) {
        for (Member member : current.members()) {
            if (inventory.isGone(member)) {
                Member fresh = inventory.member((int) member.nodeId());
                if (!current.voters().contains(member) && current.voters().contains(fresh)) {
                    return current.without(member);
                }
                boolean inVain = ++replacementAsked > REPLACEMENT_ASKED_MAX;
                boolean lastVoter = current.isVoter(member) && current.voters().size() == 1;
                if (inVain && !lastVoter) {
                    // A member of an older release that is gone for good has to be taken out before anybody can learn.
                    return current.without(member);
                }
                return current.contains(fresh) || !current.isVoter(member)
                        ? current.replacing(member, fresh)
                        : current.withLearner(fresh);
            }
        }
        return current;
    }

    private Configuration sane(Configuration target, Configuration current) {
        if (target.equals(current)) {
            return null;
        }
        long lost = target.voters().stream().filter(inventory::hasLost).count();
        return 2 * lost < target.voters().size() ? target : null;
    }
}
