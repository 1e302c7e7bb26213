package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.RunResult;
import java.util.List;

/**
 * What a campaign came to.
 *
 * @param totals the sum of all runs
 * @param violations how many runs broke a property
 * @param findings the first of them, at most {@link Campaign#FINDINGS_MAX}, by seed
 * @param wallNanos how long the campaign took
 * @param busyNanos how long its threads were at work, in sum
 */
public record CampaignResult(Totals totals, long violations, List<Finding> findings, long wallNanos, long busyNanos) {
    private static final double NANOS_PER_SECOND = 1e9;

    public CampaignResult {
        findings = List.copyOf(findings);
    }

    /** A campaign of this run alone. */
    public static CampaignResult ofOne(RunResult run, long wallNanos) {
        Tally tally = new Tally();
        tally.add(run);
        return of(tally, wallNanos);
    }

    /** A campaign of one run, which threw this. */
    public static CampaignResult ofCrash(long seed, Throwable failure, long wallNanos) {
        Tally tally = new Tally();
        tally.addCrash(new Finding(seed, Crash.of(failure)));
        return of(tally, wallNanos);
    }

    /**
     * What several campaigns of different seeds came to together: the same as one campaign of all their seeds. Times
     * are added up.
     */
    public static CampaignResult sum(List<CampaignResult> parts) {
        Tally tally = new Tally();
        long wallNanos = 0;
        for (CampaignResult part : parts) {
            tally.add(part.totals(), part.violations(), part.findings(), part.busyNanos());
            wallNanos += part.wallNanos();
        }
        return new CampaignResult(tally.totals(), tally.violations(), tally.findings(), wallNanos, tally.busyNanos());
    }

    private static CampaignResult of(Tally tally, long wallNanos) {
        return new CampaignResult(tally.totals(), tally.violations(), tally.findings(), wallNanos, wallNanos);
    }

    /** Whether every property held in every run. */
    public boolean isClean() {
        return violations == 0;
    }

    /** Events per second of the whole campaign. */
    public double eventsPerSecond() {
        return rate(wallNanos);
    }

    /** Events per second of one thread at work. */
    public double eventsPerSecondPerCore() {
        return rate(busyNanos);
    }

    /** Seeds per second of one thread at work. */
    public double seedsPerSecondPerCore() {
        return busyNanos == 0 ? 0 : totals.seeds() * NANOS_PER_SECOND / busyNanos;
    }

    private double rate(long nanos) {
        return nanos == 0 ? 0 : totals.events() * NANOS_PER_SECOND / nanos;
    }
}
