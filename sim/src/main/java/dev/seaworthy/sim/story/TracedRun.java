package dev.seaworthy.sim.story;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run with its timeline.
 *
 * @param violation what broke, if anything did, with the time of the last line where the run does not know the time
 * @param lines the timeline
 */
public record TracedRun(Optional<Violation> violation, List<Line> lines) {
    /** The line of the timeline by which a client asks for an operation; below zero it asks for a session. */
    private static final Pattern ASKS = Pattern.compile("asks n\\d+, operation (-?\\d+), attempt \\d+");

    /**
     * A line of the timeline.
     *
     * @param atNanos when, in virtual nanoseconds
     * @param place where, such as {@code n2}
     * @param what what happened
     */
    public record Line(long atNanos, String place, String what) {}

    public TracedRun {
        lines = List.copyOf(lines);
    }

    /** Runs a scenario and keeps its timeline. */
    public static TracedRun of(Runs runs, Scenario scenario) {
        List<Line> lines = new ArrayList<>();
        Optional<Violation> violation =
                runs.run(scenario, (atNanos, place, what) -> lines.add(new Line(atNanos, place, what)));
        return new TracedRun(violation.map(found -> timed(found, lines)), lines);
    }

    private static Violation timed(Violation violation, List<Line> lines) {
        return violation.atNanos() > 0 || lines.isEmpty()
                ? violation
                : new Violation(
                        violation.property(),
                        violation.story(),
                        lines.get(lines.size() - 1).atNanos());
    }

    /**
     * What the clients did before the heal, each operation at the time at which its client turned to it: a scenario
     * that asks for just this is the same run.
     */
    public List<ClientStep> operations(Scenario scenario) {
        List<ClientStep> steps = new ArrayList<>();
        for (int client = 1; client <= scenario.workload().clients(); client++) {
            TreeMap<Long, Long> begun = begun("c" + client);
            for (var one : begun.entrySet()) {
                if (one.getKey() < scenario.workload().operationsPerClient()) {
                    steps.add(new ClientStep(client, one.getKey(), one.getValue()));
                }
            }
        }
        return steps;
    }

    private TreeMap<Long, Long> begun(String client) {
        TreeMap<Long, Long> begun = new TreeMap<>();
        // An operation begins with the request for the session it needs.
        long sessionAskedAt = -1;
        for (Line line : lines) {
            Matcher asks = line.place().equals(client) ? ASKS.matcher(line.what()) : null;
            if (asks == null || !asks.matches()) {
                continue;
            }
            long operation = Long.parseLong(asks.group(1));
            if (operation < 0) {
                sessionAskedAt = sessionAskedAt < 0 ? line.atNanos() : sessionAskedAt;
            } else {
                if (!begun.containsKey(operation)) {
                    begun.put(operation, sessionAskedAt < 0 ? line.atNanos() : sessionAskedAt);
                }
                sessionAskedAt = -1;
            }
        }
        if (sessionAskedAt >= 0) {
            begun.put(begun.isEmpty() ? 0 : begun.lastKey() + 1, sessionAskedAt);
        }
        return begun;
    }
}
