package dev.seaworthy.cli.torture;

import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Carries out a schedule. One thread runs it; any may ask. */
public final class Nemesis {
    private static final long LOOK_MILLIS = 50;

    private final Schedule schedule;
    private final Victims victims;
    private final Network network;
    private final Recovery recovery;
    private final Chronicle chronicle;
    /** What is going on, and whom it met. */
    private final LinkedHashMap<Fault, Long> current = new LinkedHashMap<>();

    private final Map<Form, AtomicInteger> done = new EnumMap<>(Form.class);
    private final AtomicReference<String> doing = new AtomicReference<>("nothing");

    public Nemesis(Schedule schedule, Victims victims, Network network, Recovery recovery, Chronicle chronicle) {
        this.schedule = schedule;
        this.victims = victims;
        this.network = network;
        this.recovery = recovery;
        this.chronicle = chronicle;
        for (Form form : Form.values()) {
            done.put(form, new AtomicInteger());
        }
    }

    private record Step(long atMillis, boolean begins, Fault fault) {}

    /**
     * Lets everything go wrong at its time, and ends it; returns when the last fault is over.
     *
     * @param isOver asked now and then; once it says yes, nothing more goes wrong, and what does is ended
     * @throws IOException where the machine does not let it, which is no fault of the nodes
     */
    public void run(BooleanSupplier isOver) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Leaders leaders = new Leaders(victims.clients())) {
            PriorityQueue<Step> agenda = new PriorityQueue<>(Comparator.comparingLong(Step::atMillis));
            schedule.faults().forEach(fault -> agenda.add(new Step(fault.atMillis(), true, fault)));
            for (Step step = agenda.poll(); step != null; step = agenda.poll()) {
                while (millisSince(start) < step.atMillis() && !isOver.getAsBoolean()) {
                    long left = step.atMillis() - millisSince(start);
                    TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_MILLIS, Math.max(1, left)));
                }
                if (isOver.getAsBoolean()) {
                    break;
                }
                if (step.begins() && begin(step.fault(), leaders)) {
                    // A machine that is late makes faults late, not short.
                    agenda.add(new Step(millisSince(start) + step.fault().lastsMillis(), false, step.fault()));
                } else if (!step.begins()) {
                    end(step.fault());
                }
                doing.set(
                        current.isEmpty()
                                ? "nothing"
                                : current.keySet().stream()
                                        .map(it -> it.form().word())
                                        .collect(Collectors.joining(", ")));
            }
        }
        for (Fault fault : List.copyOf(current.keySet())) {
            end(fault);
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    /** Whether it was done. */
    private boolean begin(Fault fault, Leaders leaders) throws IOException, InterruptedException {
        long leader = leaders.now();
        long victim = fault.node() != 0 ? fault.node() : leader != 0 ? leader : 1;
        String whom = fault.form() == Form.KILL_ALL ? "" : " (node " + victim + (victim == leader ? " leads)" : ")");
        if (fault.form() != Form.KILL_ALL && !victims.isRunning(victim)) {
            chronicle.say("not done, node " + victim + " does not run: " + fault.sentence());
            return false;
        }
        boolean quiet = current.isEmpty();
        recovery.disturbed();
        current.put(fault, victim);
        done.get(fault.form()).incrementAndGet();
        chronicle.say(fault.sentence() + whom);
        boolean lost = isLost(fault, victim, leader);
        // Before it is done: a write that is begun while it is done may come too early, and never too late.
        long now = System.nanoTime();
        act(fault, victim);
        if (lost) {
            recovery.lost(fault.form().kind(), now, !quiet);
        }
        return true;
    }

    private void act(Fault fault, long victim) throws IOException, InterruptedException {
        switch (fault.form()) {
            case KILL -> victims.kill(victim);
            case KILL_ALL -> {
                for (long node : new TreeMap<>(victims.clients()).keySet()) {
                    if (victims.isRunning(node)) {
                        victims.kill(node);
                    }
                }
            }
            case PAUSE -> victims.pause(victim, fault.lastsMillis());
            case ISOLATE, SPLIT, DEAF, MUTE, SLOW -> network.begin(fault, victim);
            case FULL -> victims.fill(victim);
        }
    }

    /** Whether whoever leads can do so no longer. */
    private boolean isLost(Fault fault, long victim, long leader) {
        if (leader == 0) {
            return false;
        }
        return switch (fault.form()) {
            case KILL, PAUSE, ISOLATE, DEAF, MUTE -> victim == leader;
            case SPLIT -> {
                TreeSet<Long> side = network.sideOf(fault, victim);
                int with = side.contains(leader) ? side.size() : schedule.nodes() - side.size();
                yield with <= schedule.nodes() / 2;
            }
            case KILL_ALL, SLOW, FULL -> false;
        };
    }

    private void end(Fault fault) throws IOException {
        Long victim = current.remove(fault);
        if (victim == null) {
            return;
        }
        switch (fault.form()) {
            case KILL -> startAgain(victim);
            case KILL_ALL -> victims.clients().keySet().forEach(this::startAgain);
            case PAUSE -> {
                // It goes on by itself.
            }
            case ISOLATE, SPLIT, DEAF, MUTE, SLOW -> network.end(fault);
            case FULL -> victims.free(victim);
        }
        chronicle.say("over: " + fault.sentence());
    }

    private void startAgain(long node) {
        if (!victims.isRunning(node)) {
            victims.start(node);
        }
    }

    /** What is going on, in a few words. */
    public String doing() {
        return doing.get();
    }

    /** How often each form was carried out. */
    public Map<Form, Integer> done() {
        Map<Form, Integer> counts = new EnumMap<>(Form.class);
        done.forEach((form, count) -> counts.put(form, count.get()));
        return counts;
    }
}
