package dev.seaworthy.sim.report;

import dev.seaworthy.checker.explain.JsonText;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.report.Recording.Change;
import dev.seaworthy.sim.report.Recording.Deed;
import dev.seaworthy.sim.report.Recording.Event;
import dev.seaworthy.sim.report.Recording.Flight;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the page's scripts draw, as JSON that is short rather than speaking, since there may be many events:
 *
 * <ul>
 *   <li>{@code events}: {@code [nanoseconds since the event before, place, kind, form, numbers, causes, io]}, where a
 *       form is a line of the timeline with a {@link #GAP} for each number, and a cause how many events ago it was;
 *   <li>{@code flights}: {@code [event, to, type, fate, arrives, arrives again]}, times from the event's on, -1 for
 *       never;
 *   <li>{@code changes}: {@code [after, node, what, particulars...]};
 *   <li>{@code operations}: {@code [client, words, begun, ended, outcome, index, took effect, number in the history]}.
 * </ul>
 */
final class ReportData {
    /** Stands in a form where a number was. */
    static final char GAP = '\u00a4';

    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,14}");

    private final JsonText json = new JsonText();
    private final LinkedHashMap<String, Integer> places = new LinkedHashMap<>();
    private final LinkedHashMap<String, Integer> kinds = new LinkedHashMap<>();
    private final LinkedHashMap<String, Integer> forms = new LinkedHashMap<>();
    private final LinkedHashMap<String, Integer> types = new LinkedHashMap<>();
    private final Recording recording;

    private ReportData(Recording recording) {
        this.recording = recording;
    }

    static String of(Recording recording, Findings findings, List<Story.Step> steps, Optional<Contradiction> conflict) {
        return new ReportData(recording).write(findings, steps, conflict);
    }

    private String write(Findings findings, List<Story.Step> steps, Optional<Contradiction> conflict) {
        Scenario scenario = findings.scenario();
        for (int node = 1; node <= scenario.nodes(); node++) {
            numberOf("n" + node, places);
        }
        for (int client = 1; client <= scenario.workload().clients(); client++) {
            numberOf("c" + client, places);
        }
        json.beginObject();
        json.name("nodes").value(scenario.nodes());
        json.name("clients").value(scenario.workload().clients());
        json.name("leases").value(scenario.replica().hasLeases());
        json.name("heal").value(scenario.healNanos());
        json.name("brokenAt").value(findings.violation().map(Violation::atNanos).orElse(-1L));
        events();
        flights();
        changes();
        operations();
        faults(findings);
        json.name("steps").beginArray();
        steps.forEach(step -> json.value(recording.lines().get(step.line())));
        json.endArray();
        json.name("conflict").beginArray();
        conflict.map(Contradiction::operations).orElse(List.of()).forEach(json::value);
        json.endArray();
        json.name("places").strings(places.keySet());
        json.name("kinds").strings(kinds.keySet());
        json.name("forms").strings(forms.keySet());
        json.name("types").strings(types.keySet());
        return json.endObject().toString();
    }

    private void events() {
        json.name("events").beginArray();
        long before = 0;
        int number = 0;
        for (Event event : recording.events()) {
            json.beginArray()
                    .value(event.atNanos() - before)
                    .value(numberOf(event.place(), places))
                    .value(numberOf(event.kind().code(), kinds));
            words(event.what());
            json.beginArray();
            for (int cause : event.causes()) {
                json.value(number - cause);
            }
            json.endArray();
            if (event.io() > 0) {
                json.value(event.io());
            }
            json.endArray();
            before = event.atNanos();
            number++;
        }
        json.endArray();
    }

    /** A line as its form and its numbers. */
    private void words(String line) {
        Matcher matcher = NUMBER.matcher(line.replace(GAP, '?'));
        List<Long> numbers = new ArrayList<>();
        StringBuilder form = new StringBuilder();
        while (matcher.find()) {
            numbers.add(Long.parseLong(matcher.group()));
            matcher.appendReplacement(form, String.valueOf(GAP));
        }
        matcher.appendTail(form);
        json.value(numberOf(form.toString(), forms)).beginArray();
        numbers.forEach(json::value);
        json.endArray();
    }

    private void flights() {
        json.name("flights").beginArray();
        for (Flight flight : recording.flights()) {
            long sentAt = recording.events().get(flight.sent()).atNanos();
            json.beginArray()
                    .value(flight.sent())
                    .value(numberOf(flight.to(), places))
                    .value(numberOf(flight.type(), types))
                    .value(flight.fate().equals("arrives") ? 0 : flight.fate().equals("lost") ? 1 : 2)
                    .value(flight.atNanos() < 0 ? -1 : flight.atNanos() - sentAt)
                    .value(flight.againNanos() < 0 ? -1 : flight.againNanos() - sentAt)
                    .endArray();
        }
        json.endArray();
    }

    private void changes() {
        json.name("changes").beginArray();
        for (Change change : recording.changes()) {
            json.beginArray().value(change.after()).value(change.node()).value(change.what());
            for (Object particular : change.numbers()) {
                if (particular instanceof Long number) {
                    json.value(number);
                } else {
                    json.value(particular.toString());
                }
            }
            json.endArray();
        }
        json.endArray();
    }

    private void operations() {
        int[] inHistory = new int[recording.operations().size()];
        Arrays.fill(inHistory, -1);
        for (int i = 0; i < recording.numbers().length; i++) {
            if (recording.numbers()[i] >= 0) {
                inHistory[recording.numbers()[i]] = i;
            }
        }
        json.name("operations").beginArray();
        for (int i = 0; i < inHistory.length; i++) {
            Deed deed = recording.operations().get(i);
            json.beginArray()
                    .value(deed.client())
                    .value(deed.words())
                    .value(deed.begun())
                    .value(deed.ended())
                    .value(deed.outcome())
                    .value(deed.index())
                    .value(deed.effectNanos())
                    .value(inHistory[i])
                    .endArray();
        }
        json.endArray();
    }

    private void faults(Findings findings) {
        json.name("faults").beginArray();
        List<Fault> faults = findings.scenario().faults();
        for (int i = 0; i < faults.size(); i++) {
            json.beginArray().value(faults.get(i).id()).value(name(faults.get(i)));
            if (i < findings.needs().size()) {
                json.value(findings.needs().get(i).name());
            }
            json.endArray();
        }
        json.endArray();
    }

    /** A fault by its kind, and its shape where it has one. */
    static String name(Fault fault) {
        String name = fault.kind() + (fault.shape() == null ? "" : " " + fault.shape());
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static int numberOf(String text, LinkedHashMap<String, Integer> known) {
        Integer number = known.get(text);
        if (number == null) {
            number = known.size();
            known.put(text, number);
        }
        return number;
    }
}
