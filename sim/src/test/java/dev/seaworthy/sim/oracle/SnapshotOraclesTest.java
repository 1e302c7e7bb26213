package dev.seaworthy.sim.oracle;

import static dev.seaworthy.sim.oracle.HandMadeRun.entry;
import static dev.seaworthy.sim.oracle.HandMadeRun.member;
import static dev.seaworthy.sim.oracle.HandMadeRun.snapshot;

import dev.seaworthy.engine.core.Chunk;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.host.LogStart;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotOraclesTest {
    /** n1 leads n2 and n3; all have committed six entries, n1 and n2 have applied them. */
    private final HandMadeRun run =
            HandMadeRun.withConfiguration(4, 3, 6).applyTo(1, 6).applyTo(2, 6);

    private HandMadeRun restore(int node, SnapshotMeta snapshot, long digest) {
        run.oracles.onRestored(node, snapshot, digest, digest);
        return run;
    }

    @Test
    void compactionAndRestartFromTheSnapshotAreLegal() {
        SnapshotMeta snapshot = run.snapshot(5, 1);
        run.compact(2, snapshot, new EntryId(1, 3)).acknowledge(2, 1, 1, 6);
        run.crash(2).start(2);
        restore(2, snapshot, 5).commit(2, 6).apply(2, entry(6, 1), "r", 6).acknowledge(2, 1, 1, 6);
        run.replicate(7, 1, 1, 2).commit(1, 7);
        run.assertLegal();
    }

    @Test
    void snapshotOnADiskIsAsGoodAsTheEntriesItCovers() {
        run.compact(2, run.snapshot(6, 1), new EntryId(1, 6)).compact(1, run.snapshot(4, 1), new EntryId(1, 4));
        run.disks.removeFrom(3, 1);
        run.oracles.acknowledged(2, 1);
        run.oracles.acknowledged(6, 1);
        run.assertLegal();
        run.disks.removeFrom(1, 5);
        run.oracles.acknowledged(4, 1);
        run.assertLegal();
        run.oracles.acknowledged(5, 1);
        run.assertBroken("DurableOnQuorum", "on the disks of n2 only");
    }

    @Test
    void snapshotOfWhatWasNotAppliedIsReported() {
        run.oracles.onSnapshotSaved(3, run.snapshot(4, 1));
        run.assertBroken("Snapshot", "n3 saved a snapshot of index 4, but had only applied index 0");
    }

    @Test
    void installedSnapshotTakesThePlaceOfTheLog() {
        install(4, run.snapshot(5, 1));
        run.append(4, 6, 1).onDisk(4, 6, 1).commit(4, 6).apply(4, entry(6, 1), "r", 6);
        run.acknowledge(4, 1, 1, 6);
        run.assertLegal();
    }

    private HandMadeRun install(int node, SnapshotMeta snapshot) {
        run.install(node, snapshot);
        restore(node, snapshot, snapshot.last().index());
        run.disks.removeFrom(node, 1);
        run.disks.write(node, new LogStart(snapshot, snapshot.last()));
        run.disks.write(node, new HardState(1, null, 0, false));
        run.oracles.onDurable(node);
        return run;
    }

    @Test
    void snapshotThatLeadsToAnotherStateIsReported() {
        run.compact(2, run.snapshot(5, 1), new EntryId(1, 3)).crash(2).start(2);
        restore(2, run.snapshot(5, 1), 77);
        run.assertBroken("SnapshotIsReplay", "n2 restored a snapshot of index 5 and has another state than n1");
    }

    @Test
    void stateThatIsNotRestoredAtTheStartIsReported() {
        run.compact(2, run.snapshot(5, 1), new EntryId(1, 3)).crash(2).start(2);
        run.commit(2, 6).apply(2, entry(6, 1), "r", 6);
        run.assertBroken("StateMachineSafety", "n2 applied index 6 right after index 0");
    }

    @Test
    void olderStateRestoredOverANewerOneIsReported() {
        restore(2, run.snapshot(5, 1), 5);
        run.assertBroken("SnapshotIsReplay", "n2 restored a snapshot of index 5 over a state of index 6");
    }

    @Test
    void olderSnapshotInstalledOverNewerStateIsReported() {
        run.install(3, run.snapshot(5, 1));
        run.assertBroken("Snapshot", "n3 installs a snapshot of index 5, but has committed up to index 6 itself");
    }

    @Test
    void snapshotWithAnotherTermThanItsEntryIsReported() {
        run.elect(2, 2, 3);
        run.oracles.onSnapshotSaved(2, run.snapshot(6, 2));
        run.assertBroken("Snapshot", "n2 saved a snapshot of index 6, term 2, where the entry of term 1 is committed");
    }

    @Test
    void snapshotThatForgetsAConfigurationIsReported() {
        Configuration four = run.configuration.withVoter(member(4));
        run.oracles.membershipAsked(1, new MembershipChange(1, four));
        run.replicate(entry(7, 1, four), 1, 2, 3).commit(1, 7).commit(2, 7);
        run.apply(2, entry(7, 1, four), "r", 7);
        run.oracles.onSnapshotSaved(2, snapshot(7, 1, 7, four));
        run.assertLegal();
        run.oracles.onSnapshotReceived(3, run.snapshot(7, 1), true);
        run.assertBroken("Snapshot", "n3 received a snapshot of index 7, term 1 with the configuration of index 1");
    }

    @Test
    void snapshotWithAnotherTimeIsReported() {
        SnapshotMeta early = run.snapshot(5, 1);
        run.oracles.onSnapshotSaved(2, new SnapshotMeta(early.last(), 3, 1, early.configuration(), 10, 5, 5));
        run.assertBroken("Snapshot", "with cluster time 3 ns, where the entry has 0 ns");
    }

    @Test
    void equalStatesMakeEqualSnapshots() {
        SnapshotMeta first = run.snapshot(5, 1);
        run.oracles.onSnapshotSaved(1, first);
        run.oracles.onSnapshotSaved(2, new SnapshotMeta(first.last(), 0, 1, first.configuration(), 10, 5, 6));
        run.assertBroken("Snapshot", "n2 saved a snapshot of index 5, term 1 with other bytes than the first one");
    }

    @Test
    void compactionBehindWhatIsNotDurableIsReported() {
        run.oracles.onEffect(2, new Effect.CompactLog(run.snapshot(5, 1), new EntryId(1, 3), 1));
        run.assertBroken("Snapshot", "n2 compacts its log behind a snapshot of index 5 that is not durable");
    }

    @Test
    void compactionBeyondTheSnapshotIsReported() {
        run.oracles.onSnapshotSaved(2, run.snapshot(5, 1));
        run.oracles.onEffect(2, new Effect.CompactLog(run.snapshot(5, 1), new EntryId(1, 6), 1));
        run.assertBroken("LogMatching", "n2 lets its log begin after index 6");
    }

    @Test
    void compactionBehindAnEntryTheLogDoesNotHaveIsReported() {
        run.oracles.onSnapshotSaved(2, run.snapshot(5, 1));
        run.oracles.onEffect(2, new Effect.CompactLog(run.snapshot(5, 1), new EntryId(2, 3), 1));
        run.assertBroken("LogMatching", "n2 lets its log begin after the entry of term 2 at index 3, where it has");
    }

    @Test
    void restoredLogThatBeginsAfterAnUnknownEntryIsReported() {
        LogStart start = new LogStart(run.snapshot(5, 1), new EntryId(4, 3));
        run.crash(2).start(2, new HardState(1, member(1), 0, false), List.of(), start);
        run.assertBroken("LogMatching", "n2 restored a log that begins after the entry of index 3, term 4, which was");
    }

    @Test
    void restoredSnapshotOfAnotherEntryIsReported() {
        LogStart start = new LogStart(run.snapshot(5, 2), EntryId.ZERO);
        run.crash(2).start(2, new HardState(1, member(1), 0, false), List.of(), start);
        run.assertBroken(
                "StateMachineSafety",
                "n2 restored a snapshot of index 5, term 2, where the entry of term 1 is committed");
    }

    @Test
    void restoredSnapshotThatContradictsTheLogIsReported() {
        conflictingSuffix();
        run.disks.write(3, new LogStart(run.snapshot(8, 2), EntryId.ZERO));
        run.crash(3).start(3);
        run.assertBroken(
                "StateMachineSafety",
                "n3 restored a snapshot of index 8, but its log has the entry of term 1 at index 7");
    }

    @Test
    void unsoundSnapshotThatIsInstalledIsReported() {
        run.oracles.onSnapshotReceived(4, run.snapshot(5, 1), false);
        run.oracles.onEffect(4, new Effect.InstallSnapshot(run.snapshot(5, 1), 1));
        run.assertBroken("Snapshot", "n4 installs a snapshot of index 5 that has not arrived whole and sound");
    }

    @Test
    void snapshotUnderTheLogMayNotBeDropped() {
        run.compact(2, run.snapshot(4, 1), new EntryId(1, 3)).compact(2, run.snapshot(6, 1), new EntryId(1, 5));
        run.oracles.onEffect(2, new Effect.DropSnapshot(run.snapshot(4, 1)));
        run.assertLegal();
        run.oracles.onEffect(2, new Effect.DropSnapshot(run.snapshot(6, 1)));
        run.assertBroken("Snapshot", "n2 drops the snapshot of index 6 on which its log on the disk stands");
    }

    @Test
    void snapshotUnderTheDurableLogMayNotBeDroppedEither() {
        run.compact(2, run.snapshot(4, 1), new EntryId(1, 3));
        run.oracles.onSnapshotSaved(2, run.snapshot(6, 1));
        run.oracles.onEffect(2, new Effect.CompactLog(run.snapshot(6, 1), new EntryId(1, 5), 1));
        run.oracles.onEffect(2, new Effect.DropSnapshot(run.snapshot(4, 1)));
        run.assertBroken("Snapshot", "n2 drops the snapshot of index 4 on which its log on the disk stands");
    }

    @Test
    void conflictingSuffixKeptBehindAnInstallIsReported() {
        conflictingSuffix();
        run.disks.write(3, new LogStart(run.snapshot(8, 2), new EntryId(2, 8)));
        run.oracles.onDurable(3);
        run.assertBroken("Snapshot", "n3 installed a snapshot of index 8, but kept an entry of term 1 behind it");
    }

    @Test
    void emptiedLogBehindAnInstallIsLegal() {
        conflictingSuffix();
        run.disks.removeFrom(3, 1);
        run.disks.write(3, new LogStart(run.snapshot(8, 2), new EntryId(2, 8)));
        run.oracles.onDurable(3);
        run.assertLegal();
    }

    /** n3 has entries 7 to 9 of term 1; n2 leads term 2, has made others, and n3 installs its snapshot of index 8. */
    private void conflictingSuffix() {
        for (long index = 7; index <= 9; index++) {
            run.append(1, index, 1).append(3, index, 1).onDisk(3, index, 1);
        }
        run.vote(1, 2, 2).vote(2, 2, 2).lead(2, 2).follow(1, 2).truncate(1, 7);
        run.replicate(7, 2, 2, 1).replicate(8, 2, 2, 1).commit(2, 8);
        run.apply(2, entry(7, 2), "r", 7).apply(2, entry(8, 2), "r", 8);
        run.oracles.onSnapshotSaved(2, run.snapshot(8, 2));
        run.install(3, run.snapshot(8, 2));
    }

    @Test
    void conflictingSuffixKeptInMemoryIsReported() {
        conflictingSuffix();
        run.append(2, 9, 2).append(2, 10, 2).append(3, 10, 2);
        run.assertBroken("LogMatching", "n3 appended index 10 right after index 8 of its log");
    }

    @Test
    void installThatLosesWhatWasCommittedIsReported() {
        run.replicate(7, 1, 1, 3).commit(1, 7);
        run.crash(3).start(3).install(3, run.snapshot(5, 1));
        run.disks.removeFrom(3, 1);
        run.disks.write(3, new LogStart(run.snapshot(5, 1), new EntryId(1, 5)));
        run.oracles.onDurable(3);
        run.assertBroken("DurableOnQuorum", "on the disks of n1 only after n3 removed entries from index 6 on");
    }

    @Test
    void leaderThatReplacesItsLogByASnapshotIsReported() {
        run.crash(3).start(3).elect(3, 2, 2);
        run.install(3, run.snapshot(5, 1));
        run.assertBroken("LeaderAppendOnly", "n3, leader of term 2, replaced its own log by a snapshot of index 5");
    }

    @Test
    void installedIsOnlySaidWhenItIsDurable() {
        Message reply = new Message.InstallSnapshotReply(member(4), member(1), 0, new EntryId(1, 5), 10, true, 0);
        run.install(4, run.snapshot(5, 1)).send(4, reply);
        run.assertBroken("PersistBeforeSend", "n4 said that it has the snapshot of index 5, but its disk has neither");
    }

    @Test
    void acknowledgementBehindAnInstallThatIsNotDurableIsReported() {
        run.install(4, run.snapshot(5, 1)).voteOnDisk(4, 1, 0).acknowledge(4, 1, 1, 5);
        run.assertBroken("PersistBeforeSend", "n4 acknowledged index 5 to n1 in term 1 while its disk held nothing");
    }

    @Test
    void restoredLogThatDoesNotFollowItsBaseIsReported() {
        conflictingSuffix();
        LogStart start = new LogStart(run.snapshot(8, 2), new EntryId(2, 8));
        run.crash(3).start(3, new HardState(2, null, 0, false), List.of(entry(9, 1)), start);
        run.assertBroken("LogMatching", "n3 restored the entry of index 9, term 1 behind the entry of term 2");
    }

    @Test
    void snapshotThatIsSentIsCheckedToo() {
        run.send(1, new Message.InstallSnapshot(member(1), member(4), 1, run.snapshot(7, 1), 0, Chunk.NONE));
        run.assertBroken("Snapshot", "n1 sends a snapshot of index 7, term 1, where no entry is committed");
    }
}
