package dev.seaworthy.sim.scenario;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.sim.kernel.Draws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * Makes a scenario of a seed. Seeds are spread over a portfolio, because no one distribution finds every kind of
 * mistake:
 *
 * <ul>
 *   <li><b>everything</b> (25 %): every kind of fault, usual timeouts;
 *   <li><b>swarm</b> (35 %): each kind of fault present or absent by a coin, and all knobs drawn over orders of
 *       magnitude: what is absent often lets what is present get further;
 *   <li><b>triggered</b> (40 %): faults and changes that come at the moments of the protocol at which they hurt most,
 *       see {@link Template}.
 * </ul>
 *
 * <p>A {@link Portfolio} may ask for one profile alone, for <b>calm</b> weather or for mutations of the <b>corpus</b>,
 * and may leave out what can go wrong. The draws for what stays are the same.
 *
 * <p>All times are in proportion to the election timeout, so that the number of things that happen in a run hardly
 * depends on it. The network and disks without faults are always good enough for the cluster to come to rest after the
 * heal time.
 */
public final class ScenarioGenerator {
    private static final int EVERYTHING_PERCENT = 25;
    private static final int SWARM_PERCENT = 35;

    private static final int NODES_MAX = 9;

    private final long seed;
    private final Draws draws;
    private final Profile profile;
    private final Hazards hazards;
    private final List<Template> templates = new ArrayList<>();
    private final EnumSet<Wish> wishes = EnumSet.noneOf(Wish.class);

    private ScenarioGenerator(long seed, Portfolio portfolio) {
        this.seed = seed;
        this.draws = new Draws(seed);
        Dice dice = dice(Dice.Part.PROFILE);
        int percent = dice.between(0, 99);
        if (portfolio.profile() != null) {
            profile = portfolio.profile();
        } else if (percent < EVERYTHING_PERCENT) {
            profile = Profile.EVERYTHING;
        } else if (percent < EVERYTHING_PERCENT + SWARM_PERCENT) {
            profile = Profile.SWARM;
        } else {
            profile = Profile.TRIGGERED;
        }
        hazards = profile == Profile.CALM ? Hazards.NONE : portfolio.hazards();
        if (profile == Profile.TRIGGERED) {
            List<Template> all = Template.all();
            int count = dice.between(1, 3);
            for (int i = 0; i < count; i++) {
                Template template = all.get(dice.between(0, all.size() - 1));
                templates.add(template);
                wishes.addAll(template.wishes());
            }
        }
    }

    /**
     * The scenario of a seed in the mixture of profiles: always the same one.
     *
     * @param nodes how many machines it has, spares among them, from 1 to 9; 0 draws them, mostly 3 or 5 and some
     *     spares
     */
    public static Scenario generate(long seed, int nodes) {
        return generate(seed, Portfolio.ofNodes(nodes));
    }

    /** The scenario of a seed in a portfolio: always the same one. */
    public static Scenario generate(long seed, Portfolio portfolio) {
        ScenarioGenerator generator = new ScenarioGenerator(seed, portfolio);
        return generator.profile == Profile.CORPUS ? generator.mutant() : generator.scenario(portfolio.nodes());
    }

    private Scenario scenario(int wantedNodes) {
        Knobs knobs = knobs();
        int voters = knobs.voters(wantedNodes);
        int nodes = wantedNodes == 0 ? Math.min(NODES_MAX, voters + knobs.spares(voters)) : wantedNodes;
        Limits limits = knobs.limits();
        List<MachineSpec> machines = knobs.machines(nodes);
        long healNanos = dice(Dice.Part.DURATION).between(20, 44) * limits.electionTimeoutMaxNanos();
        FaultPlan plan = new FaultPlan(nodes, voters, limits, healNanos, hazards);
        addFaults(plan);
        addUpgrades(plan, machines);
        WorkloadSpec workload = workload(limits, healNanos);
        return new Scenario(
                Scenario.FORMAT,
                seed,
                profileName(),
                nodes,
                voters,
                limits,
                knobs.replica(machines),
                knobs.network(limits),
                knobs.disk(limits),
                machines,
                knobs.sessions(workload.clients(), healNanos),
                workload,
                plan.actions(),
                plan.faults(),
                healNanos);
    }

    /** A scenario of the corpus, changed, with a few faults of no plan beside. */
    private Scenario mutant() {
        Dice dice = dice(Dice.Part.MUTATION);
        List<Corpus.Entry> corpus = Corpus.entries();
        Corpus.Entry entry = corpus.get(dice.between(0, corpus.size() - 1));
        Scenario parent = entry.scenario();
        Mutation mutation = new Mutation(parent, dice);
        Limits limits = parent.limits();
        FaultPlan plan = new FaultPlan(parent.nodes(), parent.voters(), limits, mutation.healNanos(), hazards);
        mutation.addTo(plan);
        if (!hazards.kinds().isEmpty()) {
            new TimedFaults(dice, plan).add(dice.between(1, 3), someKinds(dice));
        }
        boolean noisy = hazards.allows(Hazards.Circumstance.NOISE);
        boolean sameNetwork = parent.network().hasNoNoise() || noisy;
        return new Scenario(
                Scenario.FORMAT,
                seed,
                Profile.CORPUS.word() + ": " + entry.name(),
                parent.nodes(),
                parent.voters(),
                limits,
                parent.replica(),
                sameNetwork && dice.chance(60) ? parent.network() : knobs().network(limits),
                dice.chance(60) ? parent.disk() : knobs().disk(limits),
                mutation.machines(hazards),
                parent.sessions(),
                mutation.isBusy() ? workload(limits, mutation.healNanos()) : parent.workload(),
                plan.actions(),
                plan.faults(),
                mutation.healNanos(),
                mutation.isBusy() ? null : parent.operations(),
                null);
    }

    private Knobs knobs() {
        return new Knobs(draws, profile, hazards, wishes);
    }

    private String profileName() {
        StringBuilder name = new StringBuilder(profile.name());
        for (int i = 0; i < templates.size(); i++) {
            name.append(i == 0 ? ": " : ", ").append(templates.get(i).name());
        }
        return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private WorkloadSpec workload(Limits limits, long healNanos) {
        Dice dice = dice(Dice.Part.WORKLOAD);
        int operations = dice.between(110, 240);
        long electionNanos = limits.electionTimeoutMaxNanos();
        int clients = dice.between(2, 4);
        int keys = dice.between(1, 4);
        int getPpm = wishes.contains(Wish.MANY_READS) ? dice.between(500_000, 750_000) : dice.between(200_000, 700_000);
        long thinkMeanNanos = healNanos * dice.between(50, 90) / 100 / operations;
        long retryNanos = dice.logUniform(electionNanos / 4, electionNanos * 2);
        long giveUpNanos = dice.logUniform(Math.max(electionNanos, retryNanos), electionNanos * 6);
        int anywherePpm = dice.chance(50) ? dice.logUniform(10_000, 500_000) : 50_000;
        int localPpm = dice.chance(30) ? dice.logUniform(10_000, 300_000) : 0;
        return new WorkloadSpec(
                clients, operations, keys, getPpm, anywherePpm, localPpm, thinkMeanNanos, retryNanos, giveUpNanos);
    }

    private void addFaults(FaultPlan plan) {
        if (hazards.kinds().isEmpty()) {
            addActionsAlone(plan);
            return;
        }
        Dice dice = dice(Dice.Part.TIMED_FAULTS);
        Dice acting = dice(Dice.Part.ACTIONS);
        TimedFaults timed = new TimedFaults(dice, plan);
        TimedActions actions = new TimedActions(acting, plan);
        switch (profile) {
            case EVERYTHING -> {
                List<FaultKind> all = hazards.kinds();
                Collections.rotate(all, dice.between(0, all.size() - 1));
                timed.add(dice.between(12, 24), all);
                actions.add(acting.between(2, 6));
                actions.addRepairs(acting.between(1, 3));
            }
            case SWARM -> {
                timed.add(dice.between(4, 16), someKinds(dice));
                if (acting.chance(60)) {
                    actions.add(acting.between(1, 8));
                }
                if (acting.chance(60)) {
                    actions.addRepairs(acting.between(1, 3));
                }
            }
            case TRIGGERED -> {
                Dice triggers = dice(Dice.Part.TRIGGERED_FAULTS);
                for (Template template : templates) {
                    template.add(triggers, plan);
                }
                if (dice.chance(40) || plan.faults().isEmpty() && !hazards.areAll()) {
                    timed.add(dice.between(1, 3), someKinds(dice));
                }
                if (acting.chance(30)) {
                    actions.add(acting.between(1, 3));
                }
                if (acting.chance(30)) {
                    actions.addRepairs(1);
                }
            }
            case CALM, CORPUS -> throw new IllegalStateException(profile + " has no faults of its own");
        }
    }

    /** Where nothing may go wrong, the operator may still be at work. */
    private void addActionsAlone(FaultPlan plan) {
        Dice acting = dice(Dice.Part.ACTIONS);
        new TimedActions(acting, plan).add(acting.between(2, 8));
    }

    /** Machines of an older release are restarted in the newest, one after the other; some not before the heal. */
    private void addUpgrades(FaultPlan plan, List<MachineSpec> machines) {
        if (machines.get(0).capabilities() == Capabilities.ALL) {
            return;
        }
        Dice dice = dice(Dice.Part.UPGRADES);
        int first = dice.between(1, machines.size());
        long atNanos = dice.between(1, plan.healNanos() / 2);
        for (int i = 0; i < machines.size(); i++) {
            long node = (first - 1L + i) % machines.size() + 1;
            if (dice.chance(85) && atNanos < plan.healNanos()) {
                plan.at(atNanos, FaultKind.UPGRADE, null, node, dice.logUniform(1_000_000, plan.electionNanos()));
            }
            atNanos += dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 6);
        }
    }

    /** Each kind by a coin; one at least. */
    private List<FaultKind> someKinds(Dice dice) {
        List<FaultKind> all = hazards.kinds();
        List<FaultKind> kinds = new ArrayList<>();
        for (FaultKind kind : all) {
            if (dice.chance(50)) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty()) {
            kinds.add(all.get(dice.between(0, all.size() - 1)));
        }
        // Whose turn comes first is drawn too, because there may be fewer faults than kinds.
        Collections.rotate(kinds, dice.between(0, kinds.size() - 1));
        return kinds;
    }

    private Dice dice(Dice.Part part) {
        return new Dice(draws, part);
    }
}
