package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is who: every member that was ever heard of has a number, so that a set of members is the bits of a long; and
 * every machine is one member at a time, another one with another disk.
 */
final class Roster {
    /** No member has this number. */
    static final int NOBODY = -1;

    private final List<Member> members = new ArrayList<>();
    private final Member[] onMachine;
    private final int[] numberOnMachine;

    Roster(int machines) {
        onMachine = new Member[machines + 1];
        numberOnMachine = new int[machines + 1];
    }

    /** The number of a member, from 0. */
    int number(Member member) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).equals(member)) {
                return i;
            }
        }
        if (members.size() == Long.SIZE) {
            throw new IllegalStateException("more than " + Long.SIZE + " members in one run");
        }
        members.add(member);
        return members.size() - 1;
    }

    /** The bit of a member. */
    long bit(Member member) {
        return 1L << number(member);
    }

    /** The bits of these members. */
    long bits(List<Member> these) {
        long bits = 0;
        for (int i = 0; i < these.size(); i++) {
            bits |= bit(these.get(i));
        }
        return bits;
    }

    /** From now on the machine is this member. */
    void settle(int machine, Member member) {
        onMachine[machine] = member;
        numberOnMachine[machine] = number(member);
    }

    /** Who the machine is; null before it was first settled. */
    Member on(int machine) {
        return onMachine[machine];
    }

    /** The number of the member the machine is. */
    int numberOn(int machine) {
        return numberOnMachine[machine];
    }

    /** The bit of the member the machine is. */
    long bitOn(int machine) {
        return 1L << numberOnMachine[machine];
    }

    /** The machine that is this member now; 0 where none is. */
    int machineOf(Member member) {
        for (int machine = 1; machine < onMachine.length; machine++) {
            if (member.equals(onMachine[machine])) {
                return machine;
            }
        }
        return 0;
    }

    /** These members in words. */
    String names(long bits) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < members.size(); i++) {
            if ((bits & 1L << i) != 0) {
                names.append(names.length() == 0 ? "" : ", ").append(name(members.get(i)));
            }
        }
        return names.length() == 0 ? "nobody" : names.toString();
    }

    /** The member in words: its node, and its disk where the machine of that node has another one now. */
    String name(Member member) {
        return machineOf(member) != 0 ? "n" + member.nodeId() : "n" + member.nodeId() + "/" + member.diskId();
    }
}
