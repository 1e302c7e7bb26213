package dev.seaworthy.sim.shrink;

import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.DiskSpec;
import dev.seaworthy.sim.scenario.MachineSpec;
import dev.seaworthy.sim.scenario.NetworkSpec;
import dev.seaworthy.sim.scenario.ReplicaSpec;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Simplifications of the world in which faults strike: fewer machines and clients, no noise, usual settings. */
final class Calmer {
    private static final long CACHE_BYTES = ReplicaSpec.PLAIN.logCacheBytesMax();
    private static final int NO_SNAPSHOTS = ReplicaSpec.PLAIN.snapshotEntries();

    private Calmer() {}

    static List<Scenario> machines(Scenario scenario) {
        Simplification.Forms forms = new Simplification.Forms(scenario);
        for (int node = scenario.nodes(); node >= 1; node--) {
            int removed = node;
            forms.add(draft -> draft.withoutNode(removed));
        }
        forms.add(draft -> draft.machines = Collections.nCopies(scenario.nodes(), MachineSpec.PLAIN));
        for (int i = 0; i < scenario.nodes(); i++) {
            List<MachineSpec> machines = new ArrayList<>(scenario.machines());
            machines.set(i, MachineSpec.PLAIN);
            forms.add(draft -> draft.machines = machines);
        }
        return forms.all();
    }

    static List<Scenario> clients(Scenario scenario) {
        WorkloadSpec spec = scenario.workload();
        int clients = 1;
        long operations = 1;
        for (ClientStep step : scenario.operations()) {
            clients = Math.max(clients, step.client());
            operations = Math.max(operations, step.operation() + 1);
        }
        Simplification.Forms forms = new Simplification.Forms(scenario);
        int needed = clients;
        int numbered = (int) operations;
        forms.add(draft -> draft.workload = workload(spec, needed, numbered, 1, 0, 0));
        forms.add(draft -> draft.workload =
                workload(spec, needed, spec.operationsPerClient(), spec.keys(), spec.anywherePpm(), spec.localPpm()));
        forms.add(draft -> draft.workload =
                workload(spec, spec.clients(), numbered, spec.keys(), spec.anywherePpm(), spec.localPpm()));
        for (int keys = 1; keys < spec.keys(); keys++) {
            int fewer = keys;
            forms.add(draft -> draft.workload = workload(
                    spec, spec.clients(), spec.operationsPerClient(), fewer, spec.anywherePpm(), spec.localPpm()));
        }
        forms.add(draft -> draft.workload =
                workload(spec, spec.clients(), spec.operationsPerClient(), spec.keys(), 0, spec.localPpm()));
        forms.add(draft -> draft.workload =
                workload(spec, spec.clients(), spec.operationsPerClient(), spec.keys(), spec.anywherePpm(), 0));
        return forms.all();
    }

    private static WorkloadSpec workload(
            WorkloadSpec spec, int clients, int operations, int keys, int anywherePpm, int localPpm) {
        return new WorkloadSpec(
                clients,
                operations,
                keys,
                spec.getPpm(),
                anywherePpm,
                localPpm,
                spec.thinkMeanNanos(),
                spec.retryNanos(),
                spec.giveUpNanos());
    }

    static List<Scenario> network(Scenario scenario) {
        NetworkSpec net = scenario.network();
        long min = net.delayMinNanos();
        long mean = net.delayMeanNanos();
        Simplification.Forms forms = new Simplification.Forms(scenario);
        forms.add(draft -> draft.network = NetworkSpec.PLAIN);
        forms.add(draft -> draft.network = new NetworkSpec(min, mean, 0, 0, 0, 0, true));
        forms.add(draft -> draft.network = new NetworkSpec(min, mean, 0, 0, 0, 0, net.inOrder()));
        forms.add(draft -> draft.network =
                new NetworkSpec(min, mean, net.tailPpm(), net.tailNanos(), 0, net.duplicationPpm(), net.inOrder()));
        forms.add(draft -> draft.network =
                new NetworkSpec(min, mean, net.tailPpm(), net.tailNanos(), net.lossPpm(), 0, net.inOrder()));
        forms.add(draft ->
                draft.network = new NetworkSpec(min, mean, 0, 0, net.lossPpm(), net.duplicationPpm(), net.inOrder()));
        forms.add(draft -> draft.network =
                new NetworkSpec(min, mean, net.tailPpm(), net.tailNanos(), net.lossPpm(), net.duplicationPpm(), true));
        return forms.all();
    }

    static List<Scenario> disks(Scenario scenario) {
        DiskSpec disk = scenario.disk();
        Simplification.Forms forms = new Simplification.Forms(scenario);
        forms.add(draft -> draft.disk = DiskSpec.PLAIN);
        forms.add(draft -> draft.disk = new DiskSpec(disk.syncMinNanos(), 0, 0, 0));
        forms.add(draft -> draft.disk = new DiskSpec(disk.syncMinNanos(), disk.syncMeanNanos(), 0, 0));
        forms.add(
                draft -> draft.disk = new DiskSpec(disk.syncMinNanos(), disk.syncMeanNanos(), disk.readMeanNanos(), 0));
        return forms.all();
    }

    static List<Scenario> replicas(Scenario scenario) {
        ReplicaSpec replica = scenario.replica();
        Simplification.Forms forms = new Simplification.Forms(scenario);
        forms.add(draft -> draft.sessions = SessionLimits.DEFAULT);
        int snapshotEntries = replica.snapshotEntries();
        long cache = replica.logCacheBytesMax();
        forms.add(draft -> draft.replica = ReplicaSpec.PLAIN);
        forms.add(draft -> draft.replica = new ReplicaSpec(snapshotEntries, CACHE_BYTES, ReplicaSpec.NO_LEASES));
        forms.add(draft -> draft.replica = new ReplicaSpec(snapshotEntries, cache, ReplicaSpec.NO_LEASES));
        forms.add(draft -> draft.replica = new ReplicaSpec(snapshotEntries, CACHE_BYTES, replica.leaseDriftPpm()));
        forms.add(draft -> draft.replica = new ReplicaSpec(NO_SNAPSHOTS, cache, replica.leaseDriftPpm()));
        if (snapshotEntries < NO_SNAPSHOTS) {
            // Where snapshots do matter, the sooner they come the fewer operations are needed.
            for (int entries = 1; entries < snapshotEntries; entries *= 2) {
                int sooner = entries;
                forms.add(draft -> draft.replica = new ReplicaSpec(sooner, cache, replica.leaseDriftPpm()));
            }
        }
        return forms.all();
    }

    static List<Scenario> limits(Scenario scenario) {
        Limits now = scenario.limits();
        Limits usual = Limits.DEFAULT;
        Simplification.Forms forms = new Simplification.Forms(scenario);
        forms.add(draft -> draft.limits = usual);
        if (now.trailingEntries() != usual.trailingEntries()) {
            forms.add(draft -> draft.limits = now.withTrailingEntries(0));
        }
        forms.add(draft -> draft.limits = limits(now, usual, usual, usual));
        forms.add(draft -> draft.limits = limits(now, usual, now, now));
        forms.add(draft -> draft.limits = limits(now, now, usual, now));
        forms.add(draft -> draft.limits = limits(now, now, now, usual));
        return forms.all();
    }

    private static Limits limits(Limits times, Limits messages, Limits snapshots, Limits stall) {
        return new Limits(
                times.electionTimeoutMinNanos(),
                times.electionTimeoutMaxNanos(),
                times.heartbeatNanos(),
                messages.appendBytesMax(),
                messages.appendEntriesMax(),
                messages.inflightMessagesMax(),
                messages.inflightBytesMax(),
                messages.uncommittedBytesMax(),
                messages.entryBytesMax(),
                snapshots.chunkBytesMax(),
                snapshots.trailingEntries(),
                stall.diskStallNanos());
    }
}
