package dev.seaworthy.sim.report;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.explain.PageTemplate;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.report.Recording.Figures;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.ScenarioJson;
import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.shrink.Necessity;
import dev.seaworthy.sim.story.Story;
import dev.seaworthy.sim.story.TracedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A run as one HTML file that needs nothing else: no network, no other file. Verdict, story and faults stand in it as
 * text; scripts draw the rest from data in the same file. The scenario is in it too, so that the file can be replayed.
 */
public final class ReportPage {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String SCENARIO = "<script type=\"application/json\" id=\"scenario\">";
    private static final String END = "</script>";
    private static final List<String> SCRIPTS = List.of("model.js", "layout.js", "diagram.js", "panels.js", "page.js");

    private ReportPage() {}

    /** The page of a run of the key-value store. */
    public static String of(Recording recording, Findings findings) {
        return of(recording, findings, Models.keyValue());
    }

    /**
     * The page.
     *
     * @param model what the answers to clients should be
     */
    public static String of(Recording recording, Findings findings, Model<?> model) {
        Optional<Contradiction> conflict =
                findings.violation().isPresent() ? Contradiction.in(recording, model) : Optional.empty();
        return page(recording, conflict, findings.violation().isPresent() ? timed(recording, findings) : findings);
    }

    /** Of a crash the run does not know the time: it is that of the last event. */
    private static Findings timed(Recording recording, Findings findings) {
        Violation violation = findings.violation().orElseThrow();
        List<Recording.Event> events = recording.events();
        if (violation.atNanos() > 0 || events.isEmpty()) {
            return findings;
        }
        long atNanos = events.get(events.size() - 1).atNanos();
        return new Findings(
                findings.scenario(),
                Optional.of(new Violation(violation.property(), violation.story(), atNanos)),
                findings.command(),
                findings.bug(),
                findings.needs(),
                findings.taken());
    }

    private static String page(Recording recording, Optional<Contradiction> conflict, Findings findings) {
        TracedRun run = new TracedRun(findings.violation(), lines(recording));
        List<Story.Step> steps = Story.steps(run);
        String style = PageTemplate.resource(ReportPage.class, "report.css");
        StringBuilder script = new StringBuilder();
        SCRIPTS.forEach(name -> script.append(PageTemplate.resource(ReportPage.class, name)));
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", PageTemplate.escape(title(findings)));
        parts.put(
                "broken",
                PageTemplate.escape(findings.violation().map(ReportPage::broken).orElse("")));
        parts.put("verdict", verdict(findings, recording));
        parts.put("headline", PageTemplate.escape(VerdictFacts.headline(recording, findings)));
        parts.put("facts", VerdictFacts.rows(recording, findings, conflict));
        parts.put("story", story(steps, findings));
        parts.put("faults", faults(findings));
        parts.put("taken", taken(findings));
        parts.put("command", PageTemplate.escape(findings.command()));
        parts.put(
                "figures",
                PageTemplate.escape(recording
                        .figures()
                        .map(figures -> figures(figures, recording.events().size()))
                        .orElse("The run crashed after " + recording.events().size() + " events.")));
        parts.put("style", style);
        parts.put("styleHash", PageTemplate.hash(style));
        parts.put("script", script.toString());
        parts.put("scriptHash", PageTemplate.hash(script.toString()));
        parts.put("scenario", SCENARIO + '\n' + safe(ScenarioJson.write(findings.scenario())) + END);
        parts.put("data", ReportData.of(recording, findings, steps, conflict));
        return PageTemplate.fill(PageTemplate.resource(ReportPage.class, "report.html"), parts);
    }

    /** The scenario that a page was made of, as JSON; nothing where the text is no such page. */
    public static Optional<String> scenarioIn(String text) {
        int begin = text.indexOf(SCENARIO);
        int end = begin < 0 ? -1 : text.indexOf(END, begin);
        return end < 0 ? Optional.empty() : Optional.of(text.substring(begin + SCENARIO.length(), end));
    }

    private static List<TracedRun.Line> lines(Recording recording) {
        List<TracedRun.Line> lines = new ArrayList<>();
        for (int event : recording.lines()) {
            lines.add(
                    event < 0
                            ? new TracedRun.Line(0, "net", "")
                            : new TracedRun.Line(
                                    recording.events().get(event).atNanos(),
                                    recording.events().get(event).place(),
                                    recording.events().get(event).what()));
        }
        return lines;
    }

    /** JSON that may stand in a script element. */
    private static String safe(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String title(Findings findings) {
        return findings.violation().map(Violation::property).orElse("No violation") + " · seed "
                + findings.scenario().seed();
    }

    private static String verdict(Findings findings, Recording recording) {
        String name = findings.violation()
                .map(violation -> "<b>VIOLATION</b> of <b>" + PageTemplate.escape(violation.property()) + "</b> at "
                        + millis(violation.atNanos()) + " ms")
                .orElse("<b class=\"good\">NO VIOLATION</b>");
        String hash =
                recording.figures().map(figures -> " · hash " + figures.hash()).orElse("");
        return name + PageTemplate.escape(" · seed " + findings.scenario().seed() + hash);
    }

    private static String broken(Violation violation) {
        return violation.property().equals(Crash.PROPERTY) ? "the run crashed" : violation.property() + " is broken";
    }

    private static String story(List<Story.Step> steps, Findings findings) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            list.append(step(i, steps.get(i).atNanos(), steps.get(i).words(), ""));
        }
        findings.violation()
                .ifPresent(violation ->
                        list.append(step(steps.size(), violation.atNanos(), broken(violation), " class=\"broken\"")));
        return list.toString();
    }

    private static String step(int number, long atNanos, String words, String attributes) {
        return "<li" + attributes + "><button type=\"button\" data-step=\"" + number + "\"><span>" + millis(atNanos)
                + " ms</span> " + PageTemplate.escape(words) + "</button></li>\n";
    }

    private static String faults(Findings findings) {
        StringBuilder rows = new StringBuilder();
        List<Fault> faults = findings.scenario().faults();
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            String need = i < findings.needs().size() ? words(findings.needs().get(i)) : "";
            rows.append("<tr data-fault=\"")
                    .append(fault.id())
                    .append("\"><td>f")
                    .append(fault.id())
                    .append("</td><td>")
                    .append(PageTemplate.escape(
                            ReportData.name(fault) + (fault.node() == 0 ? "" : " of n" + fault.node())))
                    .append("</td><td>")
                    .append(PageTemplate.escape(when(fault)))
                    .append("</td><td>")
                    .append(millis(fault.forNanos()))
                    .append(" ms</td><td class=\"struck\"></td><td>")
                    .append(need)
                    .append("</td></tr>\n");
        }
        return rows.toString();
    }

    /** What shrinking took out, folded: it had no part in the failure. */
    private static String taken(Findings findings) {
        List<String> all = findings.taken();
        if (all.isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder("<details class=\"gone\"><summary>")
                .append(all.size())
                .append(all.size() == 1 ? " fault was" : " faults were")
                .append(" not needed, and taken out</summary><ul>\n");
        all.forEach(
                taken -> list.append("<li>").append(PageTemplate.escape(taken)).append("</li>\n"));
        return list.append("</ul></details>\n").toString();
    }

    /** Of a fault that shrinking took out. */
    public static String describe(Fault fault) {
        return "f" + fault.id() + " " + ReportData.name(fault) + ", " + when(fault);
    }

    private static String when(Fault fault) {
        Trigger trigger = fault.trigger();
        if (trigger == null) {
            return "at " + millis(fault.atNanos()) + " ms";
        }
        String event = trigger.event().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return (trigger.delayNanos() == 0 ? "" : millis(trigger.delayNanos()) + " ms after ") + "“" + event + "” no. "
                + trigger.nth() + " of " + (trigger.node() == 0 ? "any node" : "n" + trigger.node());
    }

    private static String words(Necessity necessity) {
        return switch (necessity) {
            case NEEDED -> "<b>needed</b>: without it nothing fails";
            case CHANGES_THE_FAILURE -> "<b>needed</b>: without it something else fails";
            case NOT_NEEDED -> "not needed: it fails without it too";
        };
    }

    private static String figures(Figures figures, int told) {
        return String.format(
                Locale.ROOT,
                "%,d events are told here, of %,d steps of the simulator (frames, timers, syncs, requests) in %s ms of"
                        + " virtual time; %,d elections, %,d commits, %s.",
                told,
                figures.events(),
                millis(figures.virtualNanos()),
                figures.elections(),
                figures.commits(),
                figures.operations() == 0
                        ? "no operation of a client to be judged"
                        : String.format(
                                Locale.ROOT,
                                "%,d operations judged, %,d of unknown outcome",
                                figures.operations(),
                                figures.unknown()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / NANOS_PER_MILLI);
    }
}
