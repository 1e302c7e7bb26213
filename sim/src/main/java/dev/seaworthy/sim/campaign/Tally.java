package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Adds up runs. For one thread; the tallies of several threads are added to one another at the end. */
final class Tally {
    private final TreeMap<String, Long> faults = new TreeMap<>();
    private final TreeMap<Long, Finding> lowest = new TreeMap<>();
    private long seeds;
    private long events;
    private long virtualNanos;
    private long elections;
    private long commits;
    private long operations;
    private long unknownOperations;
    private long violations;
    private long busyNanos;

    void add(RunResult run) {
        seeds++;
        events += run.events();
        virtualNanos += run.virtualNanos();
        elections += run.elections();
        commits += run.commits();
        operations += run.operations();
        unknownOperations += run.unknownOperations();
        run.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        run.violation().ifPresent(violation -> add(new Finding(run.seed(), violation)));
    }

    /** A run that came to no result. */
    void addCrash(Finding crash) {
        seeds++;
        add(crash);
    }

    void addBusy(long nanos) {
        busyNanos += nanos;
    }

    void add(Tally other) {
        seeds += other.seeds;
        events += other.events;
        virtualNanos += other.virtualNanos;
        elections += other.elections;
        commits += other.commits;
        operations += other.operations;
        unknownOperations += other.unknownOperations;
        other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        other.lowest.values().forEach(this::keep);
        violations += other.violations;
        busyNanos += other.busyNanos;
    }

    Totals totals() {
        return new Totals(seeds, events, virtualNanos, elections, commits, operations, unknownOperations, faults);
    }

    List<Finding> findings() {
        return new ArrayList<>(lowest.values());
    }

    long violations() {
        return violations;
    }

    long busyNanos() {
        return busyNanos;
    }

    private void add(Finding finding) {
        violations++;
        keep(finding);
    }

    /** Keeps the findings of the lowest seeds, so that what is kept does not depend on which thread was faster. */
    private void keep(Finding finding) {
        lowest.put(finding.seed(), finding);
        if (lowest.size() > Campaign.FINDINGS_MAX) {
            lowest.pollLastEntry();
        }
    }
}
