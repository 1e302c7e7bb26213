package dev.seaworthy.sim.testing;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.RunResult;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Campaign;
import dev.seaworthy.sim.campaign.CampaignPlan;
import dev.seaworthy.sim.campaign.CampaignProgress;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.campaign.Simulator;
import dev.seaworthy.sim.client.Store;
import dev.seaworthy.sim.client.Subject;
import dev.seaworthy.sim.report.Findings;
import dev.seaworthy.sim.report.ReportPage;
import dev.seaworthy.sim.report.RunRecorder;
import dev.seaworthy.sim.scenario.Portfolio;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.shrink.Necessity;
import dev.seaworthy.sim.shrink.Probe;
import dev.seaworthy.sim.shrink.ShrinkProgress;
import dev.seaworthy.sim.shrink.Shrinker;
import dev.seaworthy.sim.shrink.UnrepeatableException;
import dev.seaworthy.sim.story.Story;
import dev.seaworthy.sim.story.TracedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Runs a state machine on simulated clusters: the same replicas, frames and log store as in production, on a network,
 * on disks and by clocks that misbehave.
 *
 * <pre>{@code
 * SimulationResult result = Simulation.of(CounterMachine::new)
 *         .workload(turn -> turn.chance(50) ? CounterCalls.add(turn.below(9)) : CounterCalls.read())
 *         .model(Models.counter())
 *         .seeds(1, 1000)
 *         .run();
 * }</pre>
 *
 * <p>Each seed stands for one run, with its own cluster, workload and faults. Beside the answers, which the model
 * judges, every run is held to what must hold for any state machine: the same states at the same indexes on all
 * replicas, snapshots as good as the entries they stand for, every command carried out once, and, when everything is
 * healed, an answer to every call. A state machine that throws breaks {@code StateMachineAnswers}; whatever else throws
 * breaks {@code Crash}: neither ends the simulation.
 *
 * <p>Immutable: every method that changes something gives another simulation. Safe for use by many threads, if state
 * machines share nothing, and workload and model keep nothing.
 */
@OutsideTheWorld
public final class Simulation {
    /** How many failures a result keeps; beyond them violations are only counted. */
    public static final int FAILURES_MAX = 10;

    /** How the profile of a scenario begins that only a program with the same state machine can run. */
    public static final String OWN = "own state machine";

    /** How often a small scenario is run again, to see whether it is the same run each time. */
    private static final int REPEATS = 3;

    private final Subject subject;
    private final Settings settings;

    private Simulation(Subject subject, Settings settings) {
        this.subject = subject;
        this.settings = settings;
    }

    /**
     * A simulation of a state machine, for seeds 1 to 100. It needs a workload; without a {@link #model} nothing is
     * known of its answers, and all else is checked.
     *
     * @param machines gives a new state machine, which has applied nothing, for every process that starts; called by
     *     every thread that runs seeds
     */
    public static Simulation of(Supplier<? extends StateMachine> machines) {
        Objects.requireNonNull(machines, "machines");
        return new Simulation(new UserSubject(machines, null, List.of(), new AnyAnswer()), Settings.DEFAULT);
    }

    /** A simulation of this project's own key-value store, for seeds 1 to 100. Workload and model are its own. */
    public static Simulation ofStore() {
        return new Simulation(new Store(), Settings.DEFAULT);
    }

    /**
     * Clients ask this.
     *
     * @throws IllegalStateException where the workload is the store's own
     */
    public Simulation workload(Workload workload) {
        Objects.requireNonNull(workload, "workload");
        UserSubject user = user();
        return with(new UserSubject(user.machines(), workload, user.closing(), user.model()));
    }

    /**
     * Each client asks this, in this order, once everything is healed and it has done all else: where every client
     * reads everything at the end, nothing that is lost stays unseen.
     *
     * @throws IllegalStateException where the workload is the store's own
     */
    public Simulation closing(Call... calls) {
        UserSubject user = user();
        return with(new UserSubject(user.machines(), user.workload(), List.of(calls), user.model()));
    }

    /**
     * Answers are judged by this model.
     *
     * @throws IllegalStateException where the workload is the store's own
     */
    public Simulation model(Model<?> model) {
        Objects.requireNonNull(model, "model");
        UserSubject user = user();
        return with(new UserSubject(user.machines(), user.workload(), user.closing(), model));
    }

    /** Runs the seeds from the first to the last, both included. */
    public Simulation seeds(long from, long to) {
        return with(settings.withSeeds(from, to));
    }

    /** Clusters of so many machines, from 1 to 9, instead of mostly 3 or 5 and some spares. */
    public Simulation nodes(int nodes) {
        Portfolio portfolio = settings.portfolio();
        return with(settings.withPortfolio(new Portfolio(nodes, portfolio.profile(), portfolio.hazards())));
    }

    /** Scenarios of this portfolio, which says how many machines, of what profile, and what may go wrong. */
    public Simulation portfolio(Portfolio portfolio) {
        return with(settings.withPortfolio(Objects.requireNonNull(portfolio, "portfolio")));
    }

    /** So many clients, each making so many calls while things go wrong, instead of 2 to 4 with 110 to 240 each. */
    public Simulation clients(int clients, int callsPerClient) {
        return with(settings.withClients(clients, callsPerClient));
    }

    /**
     * Everything is healed after at most so much virtual time; what a seed has drawn for later is left out. Usually
     * things go wrong for 20 to 44 election timeouts.
     *
     * @throws ArithmeticException where the nanoseconds do not fit a long
     */
    public Simulation atMost(Duration storm) {
        return with(settings.withStorm(storm.toNanos()));
    }

    /** Runs seeds on so many threads. The result does not depend on it. */
    public Simulation jobs(int jobs) {
        return with(settings.withJobs(jobs));
    }

    /** The first seed to run. */
    public long fromSeed() {
        return settings.fromSeed();
    }

    /** The last seed to run. */
    public long toSeed() {
        return settings.toSeed();
    }

    /**
     * Runs all seeds. Blocks until they are done.
     *
     * @throws UnrepeatableException if a seed fails and then does not
     * @throws IllegalStateException if there is no workload; if the calling thread is interrupted meanwhile, which
     *     stays interrupted
     */
    public SimulationResult run() {
        requireWorkload();
        Hashing simulator = new Hashing();
        CampaignPlan plan = new CampaignPlan(
                settings.fromSeed(), settings.toSeed(), settings.portfolio(), settings.jobs(), CampaignPlan.NO_END);
        CampaignResult result;
        try {
            // There is no limit in time, and so no need for a clock.
            result = new Campaign(simulator, plan, () -> 0, CampaignProgress.NONE).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before all seeds were run", e);
        }
        List<Failure> failures = new ArrayList<>();
        for (Finding finding : result.findings()) {
            if (failures.size() < FAILURES_MAX) {
                failures.add(
                        replay(scenario(finding.seed())).orElseThrow(() -> new UnrepeatableException(finding.seed())));
            }
        }
        return new SimulationResult(result.totals(), result.violations(), failures, simulator.hex());
    }

    /** The scenario that a seed stands for in this simulation. */
    public Scenario scenario(long seed) {
        Scenario drawn = ScenarioGenerator.generate(seed, settings.portfolio());
        return settings.tailor(drawn, subject instanceof UserSubject ? OWN + ", " + drawn.profile() : drawn.profile());
    }

    /**
     * Runs a scenario, such as one that was saved. Empty where every property holds.
     *
     * @throws IllegalStateException if there is no workload
     */
    public Optional<Failure> replay(Scenario scenario) {
        requireWorkload();
        ScenarioRun[] last = new ScenarioRun[1];
        TracedRun run = TracedRun.of(
                (again, trace) -> Crash.orViolation(new Plain(started -> last[0] = started), again, trace), scenario);
        return run.violation()
                .map(violation -> new Failure(
                        scenario.seed(),
                        violation,
                        Story.of(run),
                        scenario,
                        last[0] == null ? History.builder().build() : last[0].history()));
    }

    /**
     * Where scenarios of this simulation are run, for those who want to look at a run in their own way.
     *
     * @throws IllegalStateException if there is no workload
     */
    public Runs runs() {
        requireWorkload();
        return (scenario, trace) -> Crash.orViolation(new Plain(started -> {}), scenario, trace);
    }

    /**
     * A failure as one HTML page: verdict, story, space-time diagram, logs, the clients' history, and for each fault
     * what becomes of the run without it. Runs the scenario once more, and once without each of its faults: cheaper
     * where it was shrunk. Nothing in the page is loaded from elsewhere.
     *
     * @param command how to run the scenario again, as the page shows it
     */
    public String report(Failure failure, String command) {
        RunRecorder recorder = new RunRecorder(null);
        Optional<Violation> violation = runs().run(failure.scenario(), recorder);
        List<Necessity> needs = violation
                .map(found -> Necessity.ofFaults(runs(), failure.scenario(), found))
                .orElse(List.of());
        Findings findings = new Findings(failure.scenario(), violation, command, null, needs, List.of());
        Model<?> model = subject instanceof UserSubject user ? user.model() : Models.keyValue();
        return ReportPage.of(recorder.recording(), findings, model);
    }

    /**
     * The smallest failure of the same kind that the shrinker finds, with fewer faults, calls and machines. Takes some
     * thousand runs.
     */
    public Failure shrink(Failure failure) {
        return shrink(failure, Shrinker.TRIES_MAX);
    }

    /**
     * The smallest failure of the same kind that the shrinker finds in so many runs. Where the same run does not fail
     * again, or in another way, it is the failure itself, and its story says so.
     *
     * @param triesMax after how many runs to be content with what there is
     */
    public Failure shrink(Failure failure, long triesMax) {
        try {
            Failure small = new Shrinker(runs(), Probe.IN_TURN, ShrinkProgress.NONE, triesMax)
                    .shrink(failure.scenario())
                    .flatMap(shrunk -> replay(shrunk.scenario()))
                    .orElseThrow(() -> new UnrepeatableException(failure.seed()));
            return isRepeatable(small.scenario())
                    ? small
                    : small.withStory(small.story() + "\n\nThe same scenario, run again, is another run: "
                            + UnrepeatableException.CAUSES + ".");
        } catch (UnrepeatableException e) {
            return failure.withStory(failure.story() + "\n\nNot shrunk: " + e.getMessage() + ".");
        }
    }

    /** Whether it is the same run each time, event for event. */
    private boolean isRepeatable(Scenario scenario) {
        Simulator simulator = new Plain(started -> {});
        TreeSet<String> hashes = new TreeSet<>();
        for (int i = 0; i < REPEATS; i++) {
            try {
                hashes.add(simulator.run(scenario, null).hash());
            } catch (RuntimeException | AssertionError crash) {
                hashes.add(Crash.of(crash).story());
            }
        }
        return hashes.size() == 1;
    }

    /** A run without one would fail at its first call, on every seed alike. */
    private void requireWorkload() {
        if (subject instanceof UserSubject user && user.workload() == null) {
            throw new IllegalStateException(
                    "the simulation has no workload: say what clients ask, by workload(…), before it is run");
        }
    }

    private UserSubject user() {
        if (subject instanceof UserSubject user) {
            return user;
        }
        throw new IllegalStateException("the store has a workload and a model of its own");
    }

    private Simulation with(Subject other) {
        return new Simulation(other, settings);
    }

    private Simulation with(Settings other) {
        return new Simulation(subject, other);
    }

    /** Is shown a run before it begins. */
    private interface Start {
        void of(ScenarioRun run);
    }

    /** Runs scenarios one by one. */
    private final class Plain implements Simulator {
        private final Start start;

        private Plain(Start start) {
            this.start = start;
        }

        @Override
        public Scenario scenario(long seed, Portfolio portfolio) {
            return Simulation.this.scenario(seed);
        }

        @Override
        public RunResult run(Scenario scenario, TraceSink trace) {
            ScenarioRun run = new ScenarioRun(scenario, subject, trace);
            start.of(run);
            return run.run();
        }
    }

    /** Keeps the hash of every run; each seed has a place of its own, so that threads do not meet. */
    private final class Hashing implements Simulator {
        private final String[] hashes = new String[Math.toIntExact(settings.toSeed() - settings.fromSeed() + 1)];

        @Override
        public Scenario scenario(long seed, Portfolio portfolio) {
            return Simulation.this.scenario(seed);
        }

        @Override
        public RunResult run(Scenario scenario, TraceSink trace) {
            RunResult result = new ScenarioRun(scenario, subject, trace).run();
            hashes[(int) (scenario.seed() - settings.fromSeed())] = result.hash();
            return result;
        }

        private String hex() {
            Digest all = new Digest();
            for (int i = 0; i < hashes.length; i++) {
                all.add(settings.fromSeed() + i);
                // A run that threw has no hash.
                all.add(hashes[i] == null ? 0 : Long.parseUnsignedLong(hashes[i].substring(0, 16), 16));
                all.add(hashes[i] == null ? 0 : Long.parseUnsignedLong(hashes[i].substring(16), 16));
            }
            return all.hex();
        }
    }
}
