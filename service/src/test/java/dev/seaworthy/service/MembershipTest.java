package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.Member;
import dev.seaworthy.etcd.MemberAddRequest;
import dev.seaworthy.etcd.MemberAddResponse;
import dev.seaworthy.etcd.MemberListRequest;
import dev.seaworthy.etcd.MemberPromoteRequest;
import dev.seaworthy.etcd.MemberRemoveRequest;
import dev.seaworthy.etcd.MemberRemoveResponse;
import dev.seaworthy.etcd.MemberUpdateRequest;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.StatusRequest;
import dev.seaworthy.etcd.StatusResponse;
import dev.seaworthy.node.transport.HostPort;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Members that come and go while the cluster serves. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MembershipTest {
    private static final PutRequest PUT = PutRequest.newBuilder()
            .setKey(ByteString.copyFromUtf8("k"))
            .setValue(ByteString.copyFromUtf8("v"))
            .build();
    private static final RangeRequest GET =
            RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();

    @TempDir
    Path home;

    private Servers servers;

    @BeforeEach
    void start() throws Exception {
        servers = new Servers(home, 3, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void aLearnerJoinsKeepsPaceAndIsPromoted() throws Exception {
        long follower = servers.awaitFollower();
        assertTrue(servers.kv(follower).put(PUT).hasHeader());
        Member added = add(follower, 4, true);
        assertEquals(4, added.getID());
        assertTrue(added.getIsLearner());
        assertEquals("", added.getName(), "it has not been started");
        assertEquals(List.of("http://" + "127.0.0.1:" + port(added)), added.getPeerURLsList());
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: can only promote a learner member which is in sync with leader",
                () -> promote(follower, 4, 0));
        servers.join(added);
        await(follower, members -> named(members, 4).getName().equals("node-4"));
        promoteAtLast(follower, 4, 0);
        Member voter = named(members(follower), 4);
        assertFalse(voter.getIsLearner());
        assertEquals("http://" + servers.address(4), voter.getClientURLs(0));
        assertEquals("v", servers.kv(4).range(GET).getKvs(0).getValue().toStringUtf8());
        assertEquals(3, servers.kv(4).put(PUT).getHeader().getRevision(), "forwarded by the new one");
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: can only promote a learner member",
                () -> promote(follower, 4, 0));
    }

    @Test
    void ofTwoThatWereMadeForOneMemberTheClusterTakesTheLast() throws Exception {
        long leader = servers.awaitLeader();
        Member added = add(leader, 4, true);
        Member first = bind(added, 71);
        Member last = bind(added, 72);
        assertEquals(71, first.getDiskID());
        assertEquals(72, last.getDiskID());
        assertEquals(added.getPeerURLsList(), last.getPeerURLsList(), "it is found where it was to be found");

        servers.join(first);
        // Whoever leads by now calls for disk 72, and is told that there is none.
        while (LongStream.rangeClosed(1, 3).noneMatch(this::wasRefused)) {
            Servers.pause();
        }
        // What is said to disk 71 until it was told that it is no member may arrive, and nothing after.
        while (raftIndex(leader) - raftIndex(4) < 100) {
            assertTrue(servers.kv(leader).put(PUT).hasHeader());
        }
        StatusResponse alone = servers.maintenance(4).status(StatusRequest.getDefaultInstance());
        assertTrue(
                alone.getRaftIndex() > 0
                        || alone.getErrorsList().contains("it is no member of the cluster, or not yet"),
                alone::toString);
        servers.stop(4);
        Files.move(home.resolve("node-4"), home.resolve("first"));

        servers.join(last);
        promoteAtLast(leader, 4, 0);
        assertEquals(72, named(members(leader), 4).getDiskID());
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: this member has run already: its data is made once in its life",
                () -> bind(added, 73));
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: this member has run already: its data is made once in its life",
                () -> bind(Member.newBuilder().setID(leader).build(), 74));
    }

    private long raftIndex(long node) {
        return servers.maintenance(node)
                .status(StatusRequest.getDefaultInstance())
                .getRaftIndex();
    }

    private boolean wasRefused(long node) {
        try {
            return servers.metrics(node).matches("(?s).*\nseaworthy_transport_refused_handshakes_total [1-9].*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Member bind(Member member, long disk) {
        return named(
                servers.cluster(1)
                        .memberUpdate(MemberUpdateRequest.newBuilder()
                                .setID(member.getID())
                                .setDiskID(disk)
                                .build())
                        .getMembersList(),
                member.getID());
    }

    @Test
    void aMemberThatIsToVoteDoesAsSoonAsItKeepsPace() throws Exception {
        long leader = servers.awaitLeader();
        Member added = add(leader, 4, false);
        servers.join(added);
        await(leader, members -> !named(members, 4).getIsLearner());
        // It votes: with two of the four gone there is no majority, with one of them there is.
        servers.stop(servers.awaitFollower());
        assertTrue(servers.kv(4).put(PUT).hasHeader());
    }

    @Test
    void aLostMemberIsReplacedInOneStep() throws Exception {
        assertTrue(servers.kv(1).put(PUT).hasHeader());
        long lost = servers.awaitFollower();
        servers.stop(lost);
        long leader = servers.awaitLeader();
        servers.join(add(leader, 4, true));
        promoteAtLast(leader, 4, lost);
        List<Long> left = members(leader).stream().map(Member::getID).toList();
        assertEquals(3, left.size());
        assertTrue(left.contains(4L) && !left.contains(lost), left::toString);
        assertEquals("v", servers.kv(4).range(GET).getKvs(0).getValue().toStringUtf8());
    }

    @Test
    void aMemberThatWasAwayFindsALeaderItHasNeverHeardOf() throws Exception {
        assertTrue(servers.kv(1).put(PUT).hasHeader());
        long away = servers.awaitFollower();
        servers.stop(away);
        long leader = servers.awaitLeader();
        servers.join(add(leader, 4, false));
        await(leader, members -> !named(members, 4).getIsLearner());
        servers.join(add(leader, 5, false));
        await(leader, members -> !named(members, 5).getIsLearner());
        for (long old = 1; old <= 3; old++) {
            if (old != away && old != leader) {
                assertEquals(4, remove(leader, old).getMembersCount());
                servers.stop(old);
            }
        }
        assertEquals(3, remove(leader, leader).getMembersCount());
        servers.stop(leader);
        servers.forget(4);
        servers.forget(5);
        servers.start(away);
        assertTrue(servers.awaitLeader() > 0);
        assertEquals(3, members(away).size());
        assertEquals("v", servers.kv(away).range(GET).getKvs(0).getValue().toStringUtf8());
        assertTrue(servers.kv(away).put(PUT).hasHeader());
    }

    @Test
    void whatMakesNoSenseIsRefusedInEtcdsWords() throws Exception {
        long follower = servers.awaitFollower();
        refused(Status.Code.NOT_FOUND, "etcdserver: member not found", () -> remove(follower, 99));
        refused(Status.Code.NOT_FOUND, "etcdserver: member not found", () -> promote(follower, 99, 0));
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: can only promote a learner member",
                () -> promote(follower, follower, 0));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: given member URLs are invalid",
                () -> add(follower, List.of("nowhere"), true));
        refused(
                Status.Code.INVALID_ARGUMENT,
                "etcdserver: given member URLs are invalid",
                () -> add(follower, List.of(), true));
        String taken = members(follower).get(0).getPeerURLs(0);
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: Peer URLs already exists",
                () -> add(follower, List.of(taken), true));
        for (int i = 0; i < Membership.LEARNERS_MAX; i++) {
            add(follower, List.of("http://10.0.0.1:" + (1 + i)), true);
        }
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: too many learner members in cluster",
                () -> add(follower, List.of("http://10.0.0.1:99"), true));
    }

    @Test
    void nobodyIsRemovedWhoIsNeeded() throws Exception {
        long leader = servers.awaitLeader();
        long follower = servers.awaitFollower();
        long lost = 6 - leader - follower;
        servers.stop(lost);
        // Of the two that would be left, only the leader is there.
        refused(Status.Code.UNAVAILABLE, "etcdserver: unhealthy cluster", () -> remove(leader, follower));
        assertEquals(2, remove(leader, lost).getMembersCount());
        assertEquals(1, remove(leader, follower).getMembersCount());
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: re-configuration failed due to not enough started members",
                () -> remove(leader, leader));
        assertTrue(servers.kv(leader).put(PUT).hasHeader());
    }

    @Test
    void addressesAreChangedAndKeptByEverybody() throws Exception {
        long follower = servers.awaitFollower();
        // The same place by another name, so that it is still found. The member may be describing itself just now.
        String moved = "http://localhost:" + port(named(members(follower), follower));
        MemberUpdateRequest update = MemberUpdateRequest.newBuilder()
                .setID(follower)
                .addPeerURLs(moved)
                .build();
        assertEquals(3, servers.cluster(follower).memberUpdate(update).getMembersCount());
        for (long node = 1; node <= 3; node++) {
            Member changed = named(members(node), follower);
            assertEquals(List.of(moved), changed.getPeerURLsList());
            assertEquals("node-" + follower, changed.getName());
            assertEquals("http://" + servers.address(follower), changed.getClientURLs(0));
        }
        refused(
                Status.Code.FAILED_PRECONDITION,
                "etcdserver: Peer URLs already exists",
                () -> servers.cluster(follower)
                        .memberUpdate(update.toBuilder().setID(follower % 3 + 1).build()));
    }

    private Member add(long at, long expectedId, boolean learner) throws Exception {
        HostPort address = servers.freePeer(expectedId);
        Member added = add(at, List.of("http://" + address), learner);
        assertEquals(expectedId, added.getID());
        return added;
    }

    private Member add(long at, List<String> urls, boolean learner) {
        MemberAddResponse response = servers.cluster(at)
                .memberAdd(MemberAddRequest.newBuilder()
                        .addAllPeerURLs(urls)
                        .setIsLearner(learner)
                        .build());
        assertEquals(named(response.getMembersList(), response.getMember().getID()), response.getMember());
        return response.getMember();
    }

    private MemberRemoveResponse remove(long at, long node) {
        return servers.cluster(at)
                .memberRemove(MemberRemoveRequest.newBuilder().setID(node).build());
    }

    private void promote(long at, long node, long replaces) {
        assertTrue(servers.cluster(at)
                .memberPromote(MemberPromoteRequest.newBuilder()
                        .setID(node)
                        .setReplaces(replaces)
                        .build())
                .hasHeader());
    }

    /** As soon as it keeps pace. */
    private void promoteAtLast(long at, long node, long replaces) throws InterruptedException {
        while (true) {
            try {
                promote(at, node, replaces);
                return;
            } catch (StatusRuntimeException e) {
                assertEquals(
                        EtcdErrors.LEARNER_NOT_READY.getDescription(),
                        e.getStatus().getDescription());
                Servers.pause();
            }
        }
    }

    private List<Member> members(long at) {
        return servers.cluster(at)
                .memberList(MemberListRequest.newBuilder().setLinearizable(true).build())
                .getMembersList();
    }

    private void await(long at, Predicate<List<Member>> condition) throws InterruptedException {
        while (!condition.test(members(at))) {
            Servers.pause();
        }
    }

    private static Member named(List<Member> members, long node) {
        return members.stream().filter(it -> it.getID() == node).findFirst().orElseThrow();
    }

    private static int port(Member member) {
        return HostPort.parse(member.getPeerURLs(0).substring("http://".length()))
                .port();
    }

    private static void refused(Status.Code code, String text, Executable call) {
        StatusRuntimeException refusal = assertThrows(StatusRuntimeException.class, call);
        assertEquals(code, refusal.getStatus().getCode());
        assertEquals(text, refusal.getStatus().getDescription());
    }
}
