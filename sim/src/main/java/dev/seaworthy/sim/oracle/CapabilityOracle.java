package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import java.util.List;

/**
 * A release in the middle of an upgrade is spoken to in the words it knows: nobody is sent a kind of message that its
 * release does not understand, nobody uses one that its own does not have, and a leader makes no configuration of a
 * kind that is new where it has heard from a member that does not understand it. A member it never heard from, which
 * may be gone for good, must not keep it from a change.
 *
 * <p>Machines are upgraded, never downgraded.
 */
final class CapabilityOracle {
    static final String CAPABILITY = "Capability";

    private final Ghost ghost;
    private final int[] capabilities;
    /** By machine: the bits of the machines it has heard from, since both of them started. */
    private final long[] heard;

    CapabilityOracle(Ghost ghost) {
        this.ghost = ghost;
        capabilities = new int[ghost.nodes() + 1];
        heard = new long[ghost.nodes() + 1];
    }

    void started(int node, int itsCapabilities) {
        capabilities[node] = itsCapabilities;
        heard[node] = 0;
        for (int other = 1; other < heard.length; other++) {
            heard[other] &= ~(1L << node);
        }
    }

    /** A message arrived at the node. */
    void received(int node, Message message) {
        int sender = (int) message.from().nodeId();
        if (sender < heard.length && message.from().equals(ghost.roster().on(sender))) {
            heard[node] |= 1L << sender;
        }
    }

    /** A message of a kind that not every release knows is leaving the node. */
    void uses(int node, Message message, int capability) {
        if (!Capabilities.have(capabilities[node], capability)) {
            ghost.report(CAPABILITY, what(node, message) + ", which its own release does not have");
        }
        int receiver = ghost.roster().machineOf(message.to());
        if (receiver != 0 && !Capabilities.have(capabilities[receiver], capability)) {
            ghost.report(CAPABILITY, what(node, message) + ", whose release does not understand it");
        }
    }

    /** A leader made this configuration. */
    void appended(int node, Electorate before, Electorate after) {
        Configuration configuration = after.configuration();
        Configuration then = before.configuration();
        boolean isNew = configuration.isJoint() || !then.learners().containsAll(configuration.learners());
        if (isNew && !then.isJoint() && !configuration.equals(then)) {
            checkAll(node, before, before.configuration().voters());
            checkAll(node, before, before.configuration().learners());
        }
    }

    private void checkAll(int node, Electorate electorate, List<Member> members) {
        for (int i = 0; i < members.size(); i++) {
            int machine = ghost.roster().machineOf(members.get(i));
            boolean known = machine != 0 && (machine == node || (heard[node] & 1L << machine) != 0);
            if (known && !Capabilities.have(capabilities[machine], Capabilities.MEMBERSHIP)) {
                ghost.report(
                        CAPABILITY,
                        "n" + node + " changed " + electorate.describe() + " to one with learners or two halves, which"
                                + " the release of n" + machine + " does not understand");
                return;
            }
        }
    }

    private String what(int node, Message message) {
        return "n" + node + " sends a " + message.getClass().getSimpleName() + " to "
                + ghost.roster().name(message.to());
    }
}
