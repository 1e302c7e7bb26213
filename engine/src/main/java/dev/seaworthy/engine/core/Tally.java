package dev.seaworthy.engine.core;

import java.util.Map;
import java.util.TreeMap;

/** Who granted and who refused a vote. Each member counts once, however often it is heard. */
final class Tally {
    private final TreeMap<Member, Boolean> answers = new TreeMap<>();

    /**
     * Records a member's answer. A grant stays one: a refusal of the same member is of an earlier question, heard late.
     * The order in which answers come leaves no trace.
     */
    void record(Member member, boolean grants) {
        answers.merge(member, grants, Boolean::logicalOr);
    }

    boolean hasGranted(Member member) {
        return answers.getOrDefault(member, false);
    }

    boolean hasRefused(Member member) {
        return !answers.getOrDefault(member, true);
    }

    void encode(StateWriter out) {
        out.number(answers.size());
        for (Map.Entry<Member, Boolean> answer : answers.entrySet()) {
            out.member(answer.getKey()).flag(answer.getValue());
        }
    }

    static Tally decode(StateReader in) {
        Tally tally = new Tally();
        int count = in.count();
        for (int i = 0; i < count; i++) {
            tally.record(in.member(), in.flag());
        }
        return tally;
    }
}
