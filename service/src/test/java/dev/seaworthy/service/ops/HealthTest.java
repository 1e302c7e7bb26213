package dev.seaworthy.service.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.Status;
import dev.seaworthy.engine.host.ReadOutcome;
import dev.seaworthy.engine.trace.Counters;
import dev.seaworthy.node.NodeHalt;
import dev.seaworthy.node.NodeStatus;
import dev.seaworthy.node.transport.TransportStatus;
import dev.seaworthy.storage.thread.StorageStatistics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What makes a member ready, one thing at a time. */
class HealthTest {
    private static final Member SELF = new Member(1, 11);
    private static final Configuration ALONE = Configuration.ofVoters(List.of(SELF));

    @Test
    void aMemberWithALeaderAndADiskThatWorksIsReady() {
        assertEquals("", troubles(status(ALONE, 1, false, DiskCondition.OK, null)));
        assertEquals("", troubles(status(ALONE, 1, false, DiskCondition.BUSY, null)));
    }

    @Test
    void eachTroubleIsToldByItself() {
        assertEquals("leader: no leader is known in term 7", troubles(status(ALONE, 0, false, DiskCondition.OK, null)));
        assertEquals("disk: it is full", troubles(status(ALONE, 1, false, DiskCondition.FULL, null)));
        assertEquals("disk: it is stalled", troubles(status(ALONE, 1, false, DiskCondition.STALLED, null)));
        assertEquals(
                "member: its disk has lost entries that it is being given back",
                troubles(status(ALONE, 1, true, DiskCondition.OK, null)));
        assertEquals(
                "member: node 1 on disk 11 is no member, as far as it knows",
                troubles(status(Configuration.ofVoters(List.of(new Member(1, 12))), 1, false, DiskCondition.OK, null)));
        assertEquals(
                "replica: it has halted: STORAGE_FAILED",
                troubles(status(ALONE, 1, false, DiskCondition.OK, new NodeHalt(HaltCode.STORAGE_FAILED, "it broke"))));
    }

    @Test
    void aReadProvesIt() {
        assertTrue(Health.read(new ReadOutcome.Answered(1, new byte[0])).isPassed());
        assertFalse(Health.read(null).isPassed());
        Check failed = Health.read(new ReadOutcome.Failed(Reason.READ_TIMED_OUT, 2));
        assertEquals(Reason.READ_TIMED_OUT.sentence(), failed.trouble());
    }

    @Test
    void whatFailsIsToldAlsoWhereNobodyAskedForMore() {
        List<Check> checks = List.of(Check.passed("a"), new Check("b", "broken"));
        Reply reply = Reply.of("readyz", checks, false);
        assertEquals(503, reply.status());
        assertEquals("[+]a ok\n[-]b failed: broken\nreadyz check failed\n", text(reply));
        assertEquals("ok\n", text(Reply.of("readyz", List.of(Check.passed("a")), false)));
    }

    private static String text(Reply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static String troubles(NodeStatus now) {
        return Health.ready(now).stream()
                .filter(it -> !it.isPassed())
                .map(it -> it.name() + ": " + it.trouble())
                .collect(Collectors.joining("; "));
    }

    private static NodeStatus status(
            Configuration configuration, long leaderId, boolean recovering, DiskCondition disk, NodeHalt halt) {
        Status replica = new Status(
                SELF,
                RoleName.FOLLOWER,
                7,
                leaderId,
                1,
                0,
                0,
                0,
                0,
                0,
                configuration,
                true,
                0,
                recovering,
                disk,
                0,
                0,
                null,
                List.of());
        StorageStatistics storage = new StorageStatistics(disk, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        TransportStatus network = new TransportStatus(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
        return new NodeStatus(replica, 0, 0, 0, 0, network, storage, new Counters(), halt == null, halt);
    }
}
