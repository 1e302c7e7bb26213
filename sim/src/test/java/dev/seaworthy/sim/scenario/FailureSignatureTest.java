package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class FailureSignatureTest {
    @Test
    void namesAndNumbersDoNotMatter() {
        assertEquals(
                FailureSignature.of("ElectionSafety", "n3 became leader of term 17, which n1 already led"),
                FailureSignature.of("ElectionSafety", "n1 became leader of term 4, which n5 already led"));
        assertEquals(
                "n became leader of term #, which n",
                FailureSignature.of("ElectionSafety", "n3 became leader of term 17, which n1 already led")
                        .culprit());
        assertEquals(
                FailureSignature.of("ElectedByQuorum", "n1 became leader with the votes of n1 n2 n4#401, which is"),
                FailureSignature.of("ElectedByQuorum", "n1 became leader with the votes of n2#205, which is"));
    }

    @Test
    void anotherWayToBreakAPropertyIsAnotherFailure() {
        assertNotEquals(
                FailureSignature.of("ElectionSafety", "n1 became leader of term 4 a second time"),
                FailureSignature.of("ElectionSafety", "n1 became leader of term 4, which n5 already led"));
        assertNotEquals(
                FailureSignature.of("LogMatching", "n1 became leader of term 4"),
                FailureSignature.of("ElectionSafety", "n1 became leader of term 4"));
    }

    @Test
    void aCrashIsItsExceptionAndItsPlace() {
        FailureSignature one = FailureSignature.of(
                "Crash", "java.lang.AssertionError: 7 at 3 at RaftCore.check:12 < RaftCore.on:40 < Replica.run:9");
        assertEquals("java.lang.AssertionError at RaftCore.check", one.culprit());
        assertEquals(one, FailureSignature.of("Crash", "java.lang.AssertionError at RaftCore.check:13"));
        assertNotEquals(one, FailureSignature.of("Crash", "java.lang.AssertionError at RaftCore.other:13"));
    }

    @Test
    void aHistoryIsItsPropertyAlone() {
        assertEquals(
                "",
                FailureSignature.of("Linearizability", "nothing wrote what was seen by get k1 → c2.7")
                        .culprit());
    }
}
