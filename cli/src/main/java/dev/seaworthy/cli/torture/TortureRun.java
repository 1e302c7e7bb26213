package dev.seaworthy.cli.torture;

import dev.seaworthy.checker.History;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A schedule carried out on a running cluster, with clients at work: what came of it. One thread. */
public final class TortureRun {
    private static final Duration CONVERGENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 50;

    private final Schedule schedule;
    private final Victims victims;
    private final Network network;
    private final Chronicle chronicle;
    private final int clients;

    /**
     * What came of it.
     *
     * @param history what the clients saw
     * @param faults how often each form was carried out
     * @param losses how long nobody could write after the leader was lost
     * @param nanos how long clients were at work
     * @param problems what must not be, each in a sentence
     */
    public record Outcome(
            History history,
            Map<Form, Integer> faults,
            Map<FaultKind, Recovery.Losses> losses,
            long nanos,
            List<String> problems) {}

    /** Told now and then how far it is. */
    @FunctionalInterface
    public interface Progress {
        void at(long millis, long operations, String doing);
    }

    public TortureRun(Schedule schedule, Victims victims, Network network, Chronicle chronicle, int clients) {
        this.schedule = schedule;
        this.victims = victims;
        this.network = network;
        this.chronicle = chronicle;
        this.clients = clients;
    }

    /**
     * Carries it out.
     *
     * @param fallen tells of a node that ended though nobody killed it; ends the run
     * @throws IOException where the machine does not let it, which is no fault of the nodes
     */
    public Outcome run(Supplier<Optional<String>> fallen, Progress progress) throws IOException, InterruptedException {
        Recovery recovery = new Recovery();
        Nemesis nemesis = new Nemesis(schedule, victims, network, recovery, chronicle);
        Traffic traffic = new Traffic(victims.clients(), clients, schedule.seed(), recovery);
        List<String> problems = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> torment(nemesis, over, failure), "torture-nemesis");
        thread.setDaemon(true);
        long start = System.nanoTime();
        traffic.start();
        thread.start();
        try {
            for (long now = 0; now < schedule.millis() && problems.isEmpty(); now = millisSince(start)) {
                progress.at(now, traffic.answered(), nemesis.doing());
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                fallen.get().ifPresent(problems::add);
                if (failure.get() != null) {
                    break;
                }
            }
        } finally {
            over.set(true);
            thread.join();
        }
        traffic.stop();
        long nanos = System.nanoTime() - start;
        if (failure.get() instanceof IOException refused) {
            throw refused;
        } else if (failure.get() != null) {
            throw new IllegalStateException("the schedule could not be carried out", failure.get());
        }
        network.heal();
        if (problems.isEmpty()) {
            chronicle.say("clients have stopped; nothing is wrong any more");
            new Convergence(victims.clients(), CONVERGENCE).problem().ifPresent(problems::add);
            fallen.get().ifPresent(problems::add);
        }
        problems.forEach(chronicle::say);
        return new Outcome(traffic.history(), nemesis.done(), recovery.byKind(), nanos, List.copyOf(problems));
    }

    private static void torment(Nemesis nemesis, AtomicBoolean over, AtomicReference<Exception> failure) {
        try {
            nemesis.run(over::get);
        } catch (IOException | RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.set(e);
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
