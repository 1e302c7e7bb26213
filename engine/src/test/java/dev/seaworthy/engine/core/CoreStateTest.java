package dev.seaworthy.engine.core;

import static dev.seaworthy.engine.core.CoreHarness.member;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Copies, encodings and digests of a whole core, and what random runs of a few of them may never do. */
class CoreStateTest {
    private static final int NODES = 3;

    @Property(tries = 150)
    void aForkDoesExactlyAsTheOriginalDoes(
            @ForAll("steps") List<RandomWorld.Step> steps, @ForAll @IntRange(min = 0, max = 400) int forkAt) {
        RandomWorld world = RandomWorld.of(NODES);
        RandomWorld fork = null;
        for (int i = 0; i < steps.size(); i++) {
            if (i == forkAt % steps.size()) {
                fork = world.fork();
                world.nodes.forEach(CoreHarness::forget);
            }
            world.take(steps.get(i));
            if (fork != null) {
                fork.take(steps.get(i));
                for (int node = 0; node < NODES; node++) {
                    assertEquals(world.nodes.get(node).effects, fork.nodes.get(node).effects);
                    assertArrayEquals(
                            world.nodes.get(node).core.encode(),
                            fork.nodes.get(node).core.encode());
                }
            }
        }
    }

    @Property(tries = 150)
    void whatADecodedCoreEncodesToIsWhatItWasDecodedFrom(@ForAll("steps") List<RandomWorld.Step> steps) {
        RandomWorld world = RandomWorld.of(NODES);
        for (RandomWorld.Step step : steps) {
            world.take(step);
            CoreHarness node = world.nodes.get(step.node());
            byte[] bytes = node.core.encode();
            RaftCore decoded = RaftCore.decode(options(node.core.self().nodeId()), bytes);
            assertArrayEquals(bytes, decoded.encode());
            assertEquals(digest(node.core), digest(decoded));
            assertEquals(node.core.role(), decoded.role());
            assertEquals(node.core.nextDeadlineNanos(), decoded.nextDeadlineNanos());
        }
    }

    @Property(tries = 400)
    void noTwoLeadersShareATermAndNoTwoNodesCommitDifferentEntries(@ForAll("steps") List<RandomWorld.Step> steps) {
        RandomWorld world = RandomWorld.of(NODES);
        TreeMap<Long, Long> leaders = new TreeMap<>();
        TreeMap<Long, Long> committed = new TreeMap<>();
        for (RandomWorld.Step step : steps) {
            world.take(step);
            for (CoreHarness node : world.nodes) {
                if (node.core.role() == RoleName.LEADER) {
                    Long other = leaders.putIfAbsent(
                            node.core.term(), node.core.self().nodeId());
                    assertTrue(
                            other == null || other == node.core.self().nodeId(),
                            () -> "two leaders of " + node.core.term());
                }
                for (long index = Math.max(1, node.core.baseEntry().index());
                        index <= node.core.commitIndex();
                        index++) {
                    Long term = committed.putIfAbsent(index, node.core.termAt(index));
                    assertTrue(
                            term == null || term == node.core.termAt(index), "entry " + index + " was committed twice");
                }
            }
        }
    }

    @Test
    void theDigestTellsTermsVotesLogsAndCommitsApart() {
        TreeSet<String> digests = new TreeSet<>();
        CoreHarness node = CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1);
        digests.add(digest(node.core));
        digests.add(digest(CoreHarness.restored(1, 3, new HardState(3, null, 0, false), 1).core));
        digests.add(digest(CoreHarness.restored(1, 3, new HardState(2, member(2), 0, false), 1).core));
        digests.add(digest(CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 2).core));
        digests.add(digest(CoreHarness.restored(1, 3, new HardState(2, null, 0, false), 1, 1).core));
        digests.add(digest(CoreHarness.restored(1, 5, new HardState(2, null, 0, false), 1).core));
        Configuration three = node.core.configuration();
        digests.add(digest(
                CoreHarness.restored(1, three, new HardState(2, null, 0, false), 1, TestEntries.ofTerms(1)).core));
        TestEntries larger = TestEntries.of(TestEntries.Entry.command(1, 2));
        digests.add(digest(CoreHarness.restored(1, three, new HardState(2, null, 0, false), 0, larger).core));
        assertEquals(8, digests.size());
    }

    @Test
    void theDigestShowsWhatIsDurable() {
        CoreHarness node = CoreHarness.leader(3);
        String before = digest(node.core);
        node.persistAll();
        assertNotEquals(before, digest(node.core));
    }

    @Test
    void aCoreWithEffectsToCarryOutIsNotEncoded() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.core.onTimer(node.core.nextDeadlineNanos());
        assertThrows(IllegalStateException.class, node.core::encode);
        node.drain();
        assertTrue(node.core.encode().length > 0);
    }

    @Test
    void bytesThatAreCutShortOrTooManyAreRefused() {
        byte[] bytes = CoreHarness.leader(3).core.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> RaftCore.decode(options(1), cut));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
        assertThrows(IllegalArgumentException.class, () -> RaftCore.decode(options(1), longer));
        byte[] otherVersion = bytes.clone();
        otherVersion[7] = 9;
        assertThrows(IllegalArgumentException.class, () -> RaftCore.decode(options(1), otherVersion));
    }

    @Test
    void aHaltSurvivesEncoding() {
        CoreHarness node = CoreHarness.started(1, 3);
        node.failStorage();
        assertTrue(node.core.fork().isHalted());
    }

    @Test
    void aDiskWhoseLogIsAheadOfItsTermIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> CoreHarness.restored(1, 3, new HardState(1, null, 0, false), 2));
    }

    private static String digest(RaftCore core) {
        Digest digest = new Digest();
        core.digestTo(digest);
        return digest.hex();
    }

    private static CoreOptions options(long nodeId) {
        return CoreOptions.of(member(nodeId), CoreHarness.LIMITS, nodeId);
    }

    @Provide
    Arbitrary<List<RandomWorld.Step>> steps() {
        return RandomWorld.steps(NODES, 300);
    }
}
