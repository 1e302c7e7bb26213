package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TallyTest {
    private record Answer(Member member, boolean grants) {}

    @Property
    void everyMemberCountsOnceAndAGrantStaysOne(@ForAll("answers") List<Answer> answers) {
        Tally tally = new Tally();
        TreeMap<Member, Boolean> granted = new TreeMap<>();
        for (Answer answer : answers) {
            tally.record(answer.member(), answer.grants());
            granted.merge(answer.member(), answer.grants(), Boolean::logicalOr);
        }
        StateWriter out = new StateWriter();
        tally.encode(out);
        assertEquals((1 + 3 * granted.size()) * Long.BYTES, out.bytes().length, "repeats leave no trace");
        Tally copy = Tally.decode(new StateReader(out.bytes()));
        for (Member member : everyone()) {
            for (Tally each : List.of(tally, copy)) {
                assertEquals(granted.getOrDefault(member, false), each.hasGranted(member));
                assertEquals(granted.containsKey(member) && !granted.get(member), each.hasRefused(member));
            }
        }
        Tally reversed = new Tally();
        for (int i = answers.size() - 1; i >= 0; i--) {
            reversed.record(answers.get(i).member(), answers.get(i).grants());
        }
        StateWriter again = new StateWriter();
        reversed.encode(again);
        assertArrayEquals(out.bytes(), again.bytes(), "the order of answers leaves no trace");
    }

    /** Five nodes with two disks each; one more node than ever answers. */
    private static List<Member> everyone() {
        List<Member> members = new ArrayList<>();
        for (long node = 1; node <= 5; node++) {
            members.add(new Member(node, 1));
            members.add(new Member(node, -1));
        }
        return members;
    }

    @Provide
    Arbitrary<List<Answer>> answers() {
        return Combinators.combine(Arbitraries.of(everyone().subList(0, 8)), Arbitraries.of(true, false))
                .as(Answer::new)
                .list()
                .ofMaxSize(30);
    }
}
