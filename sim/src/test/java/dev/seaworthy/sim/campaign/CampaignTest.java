package dev.seaworthy.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.sim.scenario.Portfolio;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class CampaignTest {
    @Test
    void totalsAreTheSumsOverAllSeeds() throws InterruptedException {
        Totals totals = run(new CampaignPlan(1, 4, Portfolio.ofNodes(5), 1, CampaignPlan.NO_END))
                .totals();
        assertEquals(4, totals.seeds());
        assertEquals(100, totals.events());
        assertEquals(200, totals.virtualNanos());
        assertEquals(8, totals.elections());
        assertEquals(30, totals.commits());
        assertEquals(16, totals.operations());
        assertEquals(20, totals.unknownOperations());
        assertEquals("{ALL=10, EVEN=2}", totals.faults().toString());
    }

    @Test
    void theNumberOfThreadsChangesNothingButTime() throws InterruptedException {
        CampaignResult alone = run(new CampaignPlan(7, 3_000, Portfolio.DEFAULT, 1, CampaignPlan.NO_END));
        for (int jobs : new int[] {2, 5}) {
            CampaignResult together = run(new CampaignPlan(7, 3_000, Portfolio.DEFAULT, jobs, CampaignPlan.NO_END));
            assertEquals(alone.totals(), together.totals());
            assertEquals(alone.violations(), together.violations());
            assertEquals(alone.findings(), together.findings());
        }
    }

    @Test
    void allViolationsAreCountedAndTheLowestSeedsAreKept() throws InterruptedException {
        CampaignResult result = run(new CampaignPlan(1, 2_000, Portfolio.DEFAULT, 2, CampaignPlan.NO_END));
        assertFalse(result.isClean());
        assertEquals(200, result.violations());
        assertEquals(Campaign.FINDINGS_MAX, result.findings().size());
        for (int i = 0; i < Campaign.FINDINGS_MAX; i++) {
            assertEquals(10L * i + 3, result.findings().get(i).seed());
            assertEquals("NoThrees", result.findings().get(i).violation().property());
        }
    }

    @Test
    void aRunThatThrowsIsAFindingAndTheOthersGoOn() throws InterruptedException {
        for (Throwable failure : List.of(
                new IllegalStateException("no"),
                new AssertionError("no"),
                new StackOverflowError(),
                new Exception("no"))) {
            Simulator simulator = new ArithmeticSimulator(2, failure);
            CampaignPlan plan = new CampaignPlan(1, 5, Portfolio.DEFAULT, 2, CampaignPlan.NO_END);
            CampaignResult result =
                    new Campaign(simulator, plan, CampaignTest::standingStill, CampaignProgress.NONE).run();
            assertEquals(5, result.totals().seeds());
            assertEquals(10 * (1 + 3 + 4 + 5), result.totals().events());
            assertEquals(2, result.violations());
            Finding crash = result.findings().get(0);
            assertEquals(2, crash.seed());
            assertEquals(Crash.PROPERTY, crash.violation().property());
            assertTrue(crash.violation().story().startsWith(failure.getClass().getName()));
        }
    }

    @Test
    void noSeedIsBegunAfterTheTimeIsOver() throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        LongSupplier tenNanosAnAnswer = () -> 10 * calls.getAndIncrement();
        CampaignPlan plan = new CampaignPlan(1, 1_000, Portfolio.DEFAULT, 1, 95);
        CampaignResult result =
                new Campaign(new ArithmeticSimulator(), plan, tenNanosAnAnswer, CampaignProgress.NONE).run();
        // One answer at the start, one when the thread begins, then one before each seed: 20, 30, ..., 90.
        assertEquals(8, result.totals().seeds());
        assertEquals(10 * 36, result.totals().events());
    }

    @Test
    void workIsMeasuredByTheThreadsThatDoIt() throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        LongSupplier tenNanosAnAnswer = () -> 10 * calls.getAndIncrement();
        CampaignPlan plan = new CampaignPlan(1, 4, Portfolio.DEFAULT, 1, CampaignPlan.NO_END);
        Campaign campaign = new Campaign(
                new ArithmeticSimulator(), plan, CampaignTest::standingStill, tenNanosAnAnswer, CampaignProgress.NONE);
        CampaignResult result = campaign.run();
        assertEquals(10, result.busyNanos());
        assertEquals(0, result.wallNanos());
    }

    @Test
    void progressIsToldAfterEverySeed() throws InterruptedException {
        List<String> told = new ArrayList<>();
        CampaignProgress progress = (seeds, events, violations) -> told.add(seeds + " " + events + " " + violations);
        CampaignPlan plan = new CampaignPlan(2, 4, Portfolio.DEFAULT, 1, CampaignPlan.NO_END);
        new Campaign(new ArithmeticSimulator(), plan, CampaignTest::standingStill, progress).run();
        assertEquals(List.of("1 20 0", "2 50 1", "3 90 1"), told);
    }

    @Test
    void aWatcherThatThrowsIsNotTakenForACrashOfTheRun() {
        CampaignProgress angry = (seeds, events, violations) -> {
            throw new IllegalArgumentException("I do not want to know");
        };
        CampaignPlan plan = new CampaignPlan(1, 2, Portfolio.DEFAULT, 1, CampaignPlan.NO_END);
        Campaign campaign = new Campaign(new ArithmeticSimulator(), plan, CampaignTest::standingStill, angry);
        assertThrows(IllegalStateException.class, campaign::run);
    }

    @Test
    void ratesAreEventsPerSecondOfWallTimeAndOfWork() {
        CampaignResult result = new CampaignResult(
                CampaignResult.ofOne(new ArithmeticSimulator().run(new ArithmeticSimulator().scenario(5, 0), null), 1)
                        .totals(),
                0,
                List.of(),
                500_000_000L,
                1_000_000_000L);
        assertEquals(100.0, result.eventsPerSecond());
        assertEquals(50.0, result.eventsPerSecondPerCore());
    }

    @Test
    void plansThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CampaignPlan(2, 1, Portfolio.DEFAULT, 1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new CampaignPlan(1, Long.MAX_VALUE, Portfolio.DEFAULT, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new CampaignPlan(1, 2, Portfolio.DEFAULT, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new CampaignPlan(1, 2, Portfolio.DEFAULT, 1, -1));
    }

    private static CampaignResult run(CampaignPlan plan) throws InterruptedException {
        return new Campaign(new ArithmeticSimulator(), plan, CampaignTest::standingStill, CampaignProgress.NONE).run();
    }

    private static long standingStill() {
        return 0;
    }
}
