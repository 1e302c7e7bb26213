package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation for people, as lines of text. */
final class ExplanationText {
    /** More than these nobody reads; the JSON has all. */
    static final int ROWS_MAX = 100;

    private static final String FORMAT = "  %10s  %7s  %-28s  %s%n";

    private ExplanationText() {}

    static String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        text.append(explanation.rule().title());
        if (!explanation.partition().equals("")) {
            text.append(" on ").append(explanation.partition());
        }
        text.append('\n').append(explanation.sentence()).append("\n\n");
        text.append(row("operation", "process", "from..to", "what"));
        List<Culprit> culprits = explanation.operations();
        for (Culprit culprit : culprits.subList(0, Math.min(ROWS_MAX, culprits.size()))) {
            text.append(row(culprit.operation(), what(culprit)));
        }
        text.append(culprits.size() > ROWS_MAX ? "  and " + (culprits.size() - ROWS_MAX) + " more\n\n" : "\n");
        notes(explanation).forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    /** What a culprit did, and whether it matters that it completed. */
    static String what(Culprit culprit) {
        boolean saysMore = culprit.isOptional() && !culprit.operation().isInfo();
        return culprit.words() + (saysMore ? " (even if left open)" : "");
    }

    private static String row(Operation operation, String what) {
        String to = operation.isInfo() ? "?" : Long.toString(operation.completion());
        return row(
                "#" + operation.index(), Long.toString(operation.process()), operation.invocation() + ".." + to, what);
    }

    private static String row(String index, String process, String times, String what) {
        return String.format(Locale.ROOT, FORMAT.replace("%n", "\n"), index, process, times, what);
    }

    /** What else there is to say, a sentence each. */
    static List<String> notes(Explanation explanation) {
        List<String> notes = new ArrayList<>();
        if (!explanation.order().isEmpty()) {
            List<String> pairs = new ArrayList<>();
            explanation
                    .order()
                    .forEach(o -> pairs.add("#" + o.before().index() + " completed before #"
                            + o.after().index() + " was invoked"));
            notes.add("What no order may change: " + String.join("; ", pairs) + '.');
        }
        notes.add(start(explanation.start()));
        FailingPrefix prefix = explanation.prefix();
        String last = "#" + prefix.last().index();
        notes.add(
                prefix.isShortest()
                        ? "Everything until shortly before " + last + " completed can be explained; with it, the "
                                + count(prefix.operations()) + " invoked by then cannot."
                        : "The " + count(prefix.operations()) + " invoked before " + last
                                + " completed cannot be explained; perhaps not even fewer of them.");
        notes.add(explanation
                .stoppedEarly()
                .map(why -> "These operations may not be the fewest: " + why + '.')
                .orElse("Nothing more can be left out of these operations."));
        return notes;
    }

    private static String start(Start start) {
        switch (start.kind()) {
            case ANY:
                return "This holds whatever came before.";
            case SOME:
                return "What came before can only have left one of these: " + String.join("; ", start.states()) + '.';
            default:
                return "This holds from the beginning, when " + String.join("; ", start.states()) + '.';
        }
    }

    private static String count(int operations) {
        return operations == 1 ? "one operation" : operations + " operations";
    }
}
