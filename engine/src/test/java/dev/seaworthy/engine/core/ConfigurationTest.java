package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Member ONE = new Member(1, 1);
    private static final Member TWO = new Member(2, 1);
    private static final Member THREE = new Member(3, 1);
    private static final Member TWO_ANEW = new Member(2, 99);

    @Test
    void aMemberIsVoterOrLearnerWhateverItWasBefore() {
        Configuration both = Configuration.ofVoters(List.of(ONE, TWO));
        Configuration one = new Configuration(List.of(ONE), List.of(), List.of(TWO));
        assertEquals(one, both.withLearner(TWO));
        assertEquals(both, one.withVoter(TWO));
        assertEquals(Configuration.ofVoters(List.of(ONE)), both.without(TWO));
        assertEquals(Configuration.ofVoters(List.of(ONE)), one.without(TWO));
    }

    @Test
    void toSayItTwiceOrToRemoveAStrangerChangesNothing() {
        Configuration configuration = new Configuration(List.of(ONE), List.of(), List.of(TWO));
        assertEquals(configuration, configuration.withVoter(ONE));
        assertEquals(configuration, configuration.withLearner(TWO));
        assertEquals(configuration, configuration.without(THREE));
    }

    @Test
    void membersStayInOrderWhereverOneComesIn() {
        Configuration configuration = Configuration.ofVoters(List.of(TWO));
        assertEquals(
                List.of(ONE, TWO, TWO_ANEW, THREE),
                configuration
                        .withVoter(THREE)
                        .withVoter(ONE)
                        .withVoter(TWO_ANEW)
                        .voters());
    }

    @Test
    void aNewDiskTakesThePlaceOfTheOldOne() {
        Configuration configuration = new Configuration(List.of(ONE, TWO), List.of(), List.of(THREE));
        Member threeAnew = new Member(3, 99);
        assertEquals(
                new Configuration(List.of(ONE, TWO_ANEW), List.of(), List.of(THREE)),
                configuration.replacing(TWO, TWO_ANEW));
        assertEquals(
                new Configuration(List.of(ONE, TWO), List.of(), List.of(threeAnew)),
                configuration.replacing(THREE, threeAnew));
    }

    @Test
    void aNewDiskThatCaughtUpAsALearnerTakesThePlaceOfTheVoter() {
        Configuration configuration = Configuration.ofVoters(List.of(ONE, TWO)).withLearner(TWO_ANEW);
        assertEquals(Configuration.ofVoters(List.of(ONE, TWO_ANEW)), configuration.replacing(TWO, TWO_ANEW));
    }

    @Test
    void aStrangerCannotBeReplaced() {
        Configuration configuration = Configuration.ofVoters(List.of(ONE, TWO));
        assertThrows(IllegalArgumentException.class, () -> configuration.replacing(THREE, TWO_ANEW));
        assertThrows(IllegalArgumentException.class, () -> configuration.replacing(TWO_ANEW, THREE));
    }

    @Test
    void everyMemberIsNamedOnceVotersFirst() {
        Configuration joint = new Configuration(List.of(THREE), List.of(ONE, THREE), List.of(ONE, TWO));
        assertEquals(List.of(THREE, ONE, TWO), joint.members());
        assertTrue(joint.isVoter(ONE));
        assertFalse(joint.isVoter(TWO));
        assertTrue(joint.contains(TWO));
        assertFalse(joint.contains(TWO_ANEW));
    }

    @Test
    void whatCannotBeIsNoConfiguration() {
        assertThrows(IllegalArgumentException.class, () -> Configuration.ofVoters(List.of(TWO, ONE)));
        assertThrows(IllegalArgumentException.class, () -> Configuration.ofVoters(List.of(ONE, ONE)));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(List.of(ONE), List.of(), List.of(ONE)));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(List.of(), List.of(ONE), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(List.of(), List.of(), List.of(ONE)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Configuration.ofVoters(List.of(ONE)).withLearner(ONE));
    }
}
