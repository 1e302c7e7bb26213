package dev.seaworthy.sim.testing;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Departures;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.nio.file.Path;

/**
 * A run that broke a property.
 *
 * @param seed the seed its scenario was made of
 * @param violation which property, and in one sentence how
 * @param story what led to it, in one paragraph
 * @param scenario the run as data: {@link Simulation#replay} runs it again
 * @param history what the clients asked and were told, until it broke
 */
public record Failure(long seed, Violation violation, String story, Scenario scenario, History history) {
    private static final int HISTORY_LINES_MAX = 30;

    /** The stable name of the property broken, such as {@code Linearizability}. */
    public String property() {
        return violation.property();
    }

    Failure withStory(String other) {
        return new Failure(seed, violation, other, scenario, history);
    }

    /**
     * Writes the scenario to a file, in place of what it held; it says how it is to fail.
     *
     * @throws java.io.UncheckedIOException where the file cannot be written
     */
    public void save(Path file) {
        ScenarioJson.write(scenario.expecting(violation.signature()), file);
    }

    /** All of it for people: what broke, the story, the faults and the end of the history; several lines. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(seed).append(" broke ").append(property());
        text.append(": ").append(violation.story()).append("\n\n").append(story).append("\n\n");
        String departures = Departures.sentence(scenario);
        text.append(departures).append(departures.isEmpty() ? "" : "\n\n");
        text.append(count(scenario.nodes(), "node")).append(", ");
        text.append(count(scenario.faults().size(), "fault")).append(", ");
        text.append(count(history.size(), "call")).append(" in the history");
        int from = Math.max(0, history.size() - HISTORY_LINES_MAX);
        text.append(from == 0 ? "" : ", the last " + HISTORY_LINES_MAX + " of which are")
                .append(":\n");
        for (int i = from; i < history.size(); i++) {
            text.append("  ").append(words(history.operation(i))).append('\n');
        }
        return text.toString();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** By its client, as the story and the report call it. */
    private String words(Operation operation) {
        long client = operation.process() % scenario.workload().clients() + 1;
        StringBuilder words = new StringBuilder("c" + client + "  " + operation.function());
        words.append(operation.key() == null ? "" : " " + operation.key());
        words.append(operation.input() == null ? "" : " " + operation.input());
        if (operation.isFail()) {
            return words.append("  (no effect)").toString();
        }
        return words.append(operation.isInfo() ? "  (outcome unknown)" : "  → " + operation.output())
                .toString();
    }
}
