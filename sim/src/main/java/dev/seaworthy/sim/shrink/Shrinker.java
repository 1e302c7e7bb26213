package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.FailureSignature;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.story.TracedRun;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Makes a scenario that fails smaller, as long as it fails in the same way, by {@link FailureSignature}.
 *
 * <p>It goes round after round until a whole round changes nothing. In each, everything after the failure is cut off;
 * then halves, quarters and so on down to single {@linkplain Parts parts} are taken out, as in delta debugging; then
 * the world around them is made {@linkplain Calmer calmer} and what is left {@linkplain Rounder rounder}, which may
 * make further parts needless. So the result is 1-minimal: without any one of its parts it does not fail so any more.
 * Where many parts are left then, the same is tried with some other seeds: what is needed with the delays of one need
 * not be with those of another.
 *
 * <p>Of the candidates of a step the first that fails the same way is taken, however many are tried at once and
 * whichever is done first: the result does not depend on the {@link Probe}. Not thread safe.
 */
public final class Shrinker {
    /** After so many candidates a search ends, whatever it has come to. */
    public static final long TRIES_MAX = 20_000;

    private static final long MILLI = 1_000_000;
    private static final int HEAL_PARTS = 8;

    /** Nobody reads further than to so many faults and operations with ease; what is smaller is not drawn anew. */
    private static final int PARTS_FEW = 8;

    /** How many other seeds are tried. */
    private static final int SEEDS = 30;

    private static final List<Simplification> SIMPLIFICATIONS = List.of(
            Calmer::machines,
            Calmer::network,
            Calmer::disks,
            Calmer::replicas,
            Calmer::limits,
            Calmer::clients,
            Rounder::faults,
            Rounder::actions,
            Rounder::operations);

    private final Runs runs;
    private final Probe probe;
    private final ShrinkProgress progress;
    private final long triesMax;
    private Scenario smallest;
    private FailureSignature signature;
    private long tries;

    /**
     * A shrinker for any number of scenarios, one after the other.
     *
     * @param triesMax after how many candidates to end at the latest; {@link #TRIES_MAX} is plenty
     */
    public Shrinker(Runs runs, Probe probe, ShrinkProgress progress, long triesMax) {
        this.runs = runs;
        this.probe = probe;
        this.progress = progress;
        this.triesMax = triesMax;
    }

    /**
     * Shrinks a scenario; nothing comes of one that does not fail.
     *
     * @throws UnrepeatableException where the same run fails once and then does not
     */
    public Optional<Shrunk> shrink(Scenario scenario) {
        TracedRun first = TracedRun.of(runs, scenario);
        if (first.violation().isEmpty()) {
            return Optional.empty();
        }
        tries = 0;
        signature = first.violation().get().signature();
        smallest = spelledOut(scenario, first);
        Scenario before;
        do {
            before = smallest;
            cutTail();
            takeOut();
            for (Simplification simplification : SIMPLIFICATIONS) {
                simplify(simplification);
            }
        } while ((!smallest.equals(before) || takeOutWithOtherDraws()) && !isSpent());
        return Optional.of(new Shrunk(smallest, again(), tries, !isSpent()));
    }

    /** The same run, with every operation by itself. */
    private Scenario spelledOut(Scenario scenario, TracedRun run) {
        Draft draft = new Draft(scenario);
        draft.expect = signature;
        if (draft.operations == null) {
            draft.operations = run.operations(scenario);
        }
        Scenario spelledOut = draft.finished().orElse(scenario);
        if (!fails(spelledOut)) {
            throw new UnrepeatableException(scenario.seed());
        }
        return spelledOut;
    }

    /** How the smallest fails, which has failed before. */
    private Violation again() {
        return TracedRun.of(runs, smallest).violation().orElseThrow(() -> new UnrepeatableException(smallest.seed()));
    }

    private void cutTail() {
        long failedAt = again().atNanos();
        long heal = smallest.healNanos();
        if (failedAt < heal) {
            Draft draft = new Draft(smallest).endAt(Math.min(heal, (failedAt / MILLI + 1) * MILLI));
            List<Scenario> cut = draft.finished().stream().toList();
            take(0, cut.size(), i -> Optional.of(cut.get(i)));
        } else {
            Simplification.Forms forms = new Simplification.Forms(smallest);
            for (int part = 1; part < HEAL_PARTS; part++) {
                long earlier = heal / HEAL_PARTS * part / MILLI * MILLI;
                forms.add(draft -> draft.endAt(earlier));
            }
            take(0, forms.all().size(), i -> Optional.of(forms.all().get(i)));
        }
    }

    private void takeOut() {
        int chunk = Math.max(1, Parts.count(smallest));
        while (chunk >= 1) {
            boolean any = takeOut(chunk);
            // Single parts until none can go; what is bigger comes back in the next round.
            chunk = chunk == 1 && any ? 1 : chunk / 2;
        }
    }

    /** Takes out what is needless among chunks of so many parts, from the last to the first. */
    private boolean takeOut(int chunk) {
        boolean any = false;
        int end = Parts.count(smallest);
        while (end > 0 && !isSpent()) {
            int chunks = (end + chunk - 1) / chunk;
            int last = end;
            int taken = take(
                    0, chunks, i -> Parts.without(smallest, Math.max(0, last - (i + 1) * chunk), last - i * chunk));
            if (taken < 0) {
                break;
            }
            any = true;
            end = Math.max(0, last - (taken + 1) * chunk);
        }
        return any;
    }

    /**
     * Where many parts are left, some may be there for the times only that the draws of this seed give: takes out what
     * is needless with other draws. Returns whether anything went; the rest then has to be looked at anew.
     */
    private boolean takeOutWithOtherDraws() {
        int count = Parts.count(smallest);
        if (count <= PARTS_FEW) {
            return false;
        }
        for (int chunk = (count + 1) / 2; chunk >= 1; chunk /= 2) {
            int size = chunk;
            int chunks = (count + chunk - 1) / chunk;
            int taken = take(
                    0,
                    chunks * SEEDS,
                    i -> Parts.without(
                            smallest, i / SEEDS * size, Math.min(count, (i / SEEDS + 1) * size), 1 + i % SEEDS));
            if (taken >= 0) {
                return true;
            }
        }
        return false;
    }

    private void simplify(Simplification simplification) {
        int from = 0;
        while (!isSpent()) {
            List<Scenario> forms = simplification.of(smallest);
            int taken = take(from, forms.size(), i -> Optional.of(forms.get(i)));
            if (taken < 0) {
                break;
            }
            from = taken;
        }
    }

    /** Goes on with the first candidate that fails in the same way; returns its number, -1 where none does. */
    private int take(int from, int to, IntFunction<Optional<Scenario>> candidates) {
        if (from >= to || isSpent()) {
            return -1;
        }
        int taken = probe.first(
                to - from, i -> candidates.apply(from + i).filter(this::fails).isPresent());
        tries += taken < 0 ? to - from : taken + 1;
        if (taken >= 0) {
            smallest = candidates.apply(from + taken).orElseThrow();
        }
        progress.tried(tries, smallest);
        return taken < 0 ? -1 : from + taken;
    }

    private boolean fails(Scenario candidate) {
        return runs.run(candidate, null)
                .map(Violation::signature)
                .filter(signature::equals)
                .isPresent();
    }

    private boolean isSpent() {
        return tries >= triesMax;
    }
}
