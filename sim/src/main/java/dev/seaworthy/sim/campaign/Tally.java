package dev.seaworthy.sim.campaign;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.sim.RunResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** Adds up runs. For one thread; the tallies of several threads are added to one another at the end. */
final class Tally {
    private static final int HALF = 16;
    private static final int RADIX = 16;

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
    /** Sums of the halves of the digests of runs; sums, because they do not depend on the order. */
    private long hashHigh;

    private long hashLow;

    void add(RunResult run) {
        seeds++;
        addHash(run.seed(), run.hash());
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
        addHash(crash.seed(), Crash.PROPERTY);
        add(crash);
    }

    private void addHash(long seed, String hash) {
        Digest digest = new Digest().add(seed).add(hash.getBytes(StandardCharsets.UTF_8));
        hashHigh += digest.high();
        hashLow += digest.low();
    }

    void addBusy(long nanos) {
        busyNanos += nanos;
    }

    void add(Tally other) {
        add(other.totals(), other.violations, other.findings(), other.busyNanos);
    }

    /** Adds what others came to; their findings beyond those that were kept are only counted. */
    void add(Totals totals, long itsViolations, List<Finding> itsFindings, long itsBusyNanos) {
        seeds += totals.seeds();
        events += totals.events();
        virtualNanos += totals.virtualNanos();
        elections += totals.elections();
        commits += totals.commits();
        operations += totals.operations();
        unknownOperations += totals.unknownOperations();
        totals.faults().forEach((kind, count) -> faults.merge(kind, count, Long::sum));
        hashHigh += Long.parseUnsignedLong(totals.hash(), 0, HALF, RADIX);
        hashLow += Long.parseUnsignedLong(totals.hash(), HALF, 2 * HALF, RADIX);
        itsFindings.forEach(this::keep);
        violations += itsViolations;
        busyNanos += itsBusyNanos;
    }

    Totals totals() {
        String hash = HexFormat.of().toHexDigits(hashHigh) + HexFormat.of().toHexDigits(hashLow);
        return new Totals(seeds, events, virtualNanos, elections, commits, operations, unknownOperations, faults, hash);
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
