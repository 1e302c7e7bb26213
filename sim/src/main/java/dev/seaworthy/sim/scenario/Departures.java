package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * In what the world of a scenario departs from the plainest one, in words: of a scenario that was shrunk, the settings
 * without which it does not fail. Election timeouts, heartbeats and leases are told elsewhere. Functions without state.
 */
public final class Departures {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PPM_PER_PERCENT = 1e4;

    private final List<String> words = new ArrayList<>();

    private Departures() {}

    /**
     * One sentence about what a scenario needs beside its faults in order to fail. Empty where all is plain, and of a
     * scenario that was not shrunk: there most settings are drawn and have no part in the failure.
     */
    public static String sentence(Scenario scenario) {
        List<String> all = scenario.operations() == null ? List.of() : of(scenario);
        return all.isEmpty() ? "" : "Not as usual: " + String.join("; ", all) + ".";
    }

    /** A phrase for each setting; none where all is plain. */
    public static List<String> of(Scenario scenario) {
        Departures departures = new Departures();
        departures.limits(scenario.limits());
        departures.replica(scenario.replica());
        departures.network(scenario.network());
        departures.disk(scenario.disk());
        for (int i = 0; i < scenario.machines().size(); i++) {
            departures.machine("n" + (i + 1), scenario.machines().get(i));
        }
        departures.sessions(scenario.sessions());
        return departures.words;
    }

    private void limits(Limits limits) {
        Limits usual = Limits.DEFAULT;
        number(
                "messages of entries under way to one follower",
                limits.inflightMessagesMax(),
                usual.inflightMessagesMax());
        number("bytes of entries under way to one follower", limits.inflightBytesMax(), usual.inflightBytesMax());
        number("entries in one message", limits.appendEntriesMax(), usual.appendEntriesMax());
        number("bytes of entries in one message", limits.appendBytesMax(), usual.appendBytesMax());
        number("bytes of entries not committed yet", limits.uncommittedBytesMax(), usual.uncommittedBytesMax());
        number("bytes in one entry", limits.entryBytesMax(), usual.entryBytesMax());
        number("bytes in one piece of a snapshot", limits.chunkBytesMax(), usual.chunkBytesMax());
        number("entries kept before a snapshot's last one", limits.trailingEntries(), usual.trailingEntries());
        if (limits.diskStallNanos() != usual.diskStallNanos()) {
            words.add("a disk counts as stalled after " + millis(limits.diskStallNanos()));
        }
    }

    private void number(String what, long is, long usual) {
        if (is != usual) {
            words.add(String.format(Locale.ROOT, "%s: at most %,d (usually %,d)", what, is, usual));
        }
    }

    private void replica(ReplicaSpec replica) {
        if (replica.snapshotEntries() != ReplicaSpec.PLAIN.snapshotEntries()) {
            words.add(
                    replica.snapshotEntries() == 1
                            ? "a snapshot after every entry"
                            : String.format(Locale.ROOT, "a snapshot every %,d entries", replica.snapshotEntries()));
        }
        number("bytes of the log in memory", replica.logCacheBytesMax(), ReplicaSpec.PLAIN.logCacheBytesMax());
    }

    private void network(NetworkSpec network) {
        share(network.lossPpm(), "of messages are lost");
        share(network.duplicationPpm(), "of messages arrive twice");
        share(network.tailPpm(), "of messages take " + millis(network.tailNanos()) + " longer");
        if (!network.inOrder()) {
            words.add("messages overtake one another");
        }
        NetworkSpec plain = NetworkSpec.PLAIN;
        if (network.delayMinNanos() != plain.delayMinNanos() || network.delayMeanNanos() != plain.delayMeanNanos()) {
            words.add("messages take " + time(network.delayMinNanos(), network.delayMeanNanos()));
        }
    }

    private void share(int ppm, String what) {
        if (ppm > 0) {
            words.add(String.format(Locale.ROOT, "%.2g %% %s", ppm / PPM_PER_PERCENT, what));
        }
    }

    private void disk(DiskSpec disk) {
        if (disk.syncMinNanos() + disk.syncMeanNanos() > 0) {
            words.add("a sync takes " + time(disk.syncMinNanos(), disk.syncMeanNanos()));
        }
        if (disk.readMeanNanos() > 0) {
            words.add("a read from the disk takes " + millis(disk.readMeanNanos()) + " in the mean");
        }
        if (disk.snapshotMeanNanos() > 0) {
            words.add("writing a snapshot out takes " + millis(disk.snapshotMeanNanos()) + " in the mean");
        }
    }

    private static String time(long least, long mean) {
        return millis(least) + (mean == 0 ? "" : " and " + millis(mean) + " more in the mean");
    }

    private void machine(String name, MachineSpec machine) {
        if (machine.driftPpm() != 0) {
            words.add(String.format(
                    Locale.ROOT,
                    "%s's clock is %.2g %% too %s",
                    name,
                    Math.abs(machine.driftPpm()) / PPM_PER_PERCENT,
                    machine.driftPpm() > 0 ? "fast" : "slow"));
        }
        if (machine.electionPriority() != 0) {
            words.add(name + " has the election priority " + machine.electionPriority());
        }
        if (machine.capabilities() != Capabilities.ALL) {
            words.add(name + " begins with an older release");
        }
    }

    private void sessions(SessionLimits sessions) {
        SessionLimits usual = SessionLimits.DEFAULT;
        number("sessions", sessions.sessionsMax(), usual.sessionsMax());
        number("answers kept for one session", sessions.outstandingMax(), usual.outstandingMax());
        number("bytes of answers kept", sessions.resultBytesMax(), usual.resultBytesMax());
        if (sessions.sessionTtlNanos() != usual.sessionTtlNanos()) {
            words.add("a session ends after " + millis(sessions.sessionTtlNanos()) + " of silence");
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3g ms", nanos / NANOS_PER_MILLI);
    }
}
