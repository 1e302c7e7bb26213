package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A verdict as one HTML file that needs nothing else: no network, no other file. What it says stands in it as text; a
 * script draws the picture from data in the same file.
 *
 * <p>Whatever comes from the history is escaped, and the page's own policy lets only its own script run.
 */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * The page.
     *
     * @param title what the history is called, such as the name of its file
     * @param result the verdict on the history
     * @param explanation why it is not linearizable; present exactly if it is not
     * @param remarks sentences about the history to be shown below the explanation, such as what it still is
     * @throws IllegalArgumentException if there is an explanation of a history that needs none, or none where one is
     *     needed
     */
    public static <S> String of(
            String title,
            History history,
            Model<S> model,
            CheckResult result,
            Optional<Explanation> explanation,
            List<String> remarks) {
        if (explanation.isPresent() != result.conflict().isPresent()) {
            throw new IllegalArgumentException("an explanation goes with a bad verdict: " + result.verdict());
        }
        String style = PageTemplate.resource(HtmlPage.class, "page.css");
        String script = PageTemplate.resource(HtmlPage.class, "page.js");
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", PageTemplate.escape(title));
        parts.put("verdict", verdict(title, model, result, explanation));
        parts.put("headline", PageTemplate.escape(headline(result, explanation)));
        parts.put("sentence", PageTemplate.escape(sentence(result, explanation)));
        parts.put("rows", rows(explanation));
        parts.put("notes", notes(explanation, remarks));
        parts.put("style", style);
        parts.put("styleHash", PageTemplate.hash(style));
        parts.put("script", script);
        parts.put("scriptHash", PageTemplate.hash(script));
        parts.put("data", PageData.of(history, model, result, explanation));
        return PageTemplate.fill(PageTemplate.resource(HtmlPage.class, "page.html"), parts);
    }

    private static String verdict(String title, Model<?> model, CheckResult result, Optional<Explanation> explanation) {
        String name = result.verdict().name().replace('_', ' ');
        String part = explanation
                .map(Explanation::partition)
                .filter(partition -> !partition.equals(""))
                .map(partition -> ", on " + partition)
                .orElse("");
        String text = " · " + title + ": " + String.format(Locale.ROOT, "%,d", result.operations())
                + " operations on a " + model.name() + part;
        return (result.isLinearizable() ? "<b class=\"good\">" : "<b>") + PageTemplate.escape(name) + "</b>"
                + PageTemplate.escape(text);
    }

    private static String headline(CheckResult result, Optional<Explanation> explanation) {
        return explanation
                .map(e -> e.rule().title())
                .orElse(result.isLinearizable() ? "There is an order that explains it" : "Nobody found out");
    }

    private static String sentence(CheckResult result, Optional<Explanation> explanation) {
        return explanation
                .map(Explanation::sentence)
                .or(result::reason)
                .orElse("Every operation took effect at one moment between its invocation and its completion, in the"
                        + " order of the numbers.");
    }

    private static String rows(Optional<Explanation> explanation) {
        List<Culprit> culprits = explanation.map(Explanation::operations).orElse(List.of());
        StringBuilder rows = new StringBuilder();
        for (Culprit culprit : culprits.subList(0, Math.min(ExplanationText.ROWS_MAX, culprits.size()))) {
            rows.append(row(culprit.operation(), ExplanationText.what(culprit)));
        }
        int more = culprits.size() - ExplanationText.ROWS_MAX;
        return rows + (more > 0 ? "<tr><td>and " + more + " more</td></tr>\n" : "");
    }

    private static String row(Operation operation, String what) {
        String completed = operation.isInfo() ? "never" : Long.toString(operation.completion());
        return "<tr tabindex=\"0\" data-op=\"" + operation.index() + "\"><td>#" + operation.index() + "</td><td>"
                + operation.process() + "</td><td>" + PageTemplate.escape(what) + "</td><td>" + operation.invocation()
                + "</td><td>" + completed + "</td></tr>\n";
    }

    private static String notes(Optional<Explanation> explanation, List<String> remarks) {
        List<String> all = new ArrayList<>(remarks);
        explanation.ifPresent(e -> all.addAll(ExplanationText.notes(e)));
        StringBuilder notes = new StringBuilder();
        all.forEach(
                note -> notes.append("<li>").append(PageTemplate.escape(note)).append("</li>\n"));
        return notes.toString();
    }
}
