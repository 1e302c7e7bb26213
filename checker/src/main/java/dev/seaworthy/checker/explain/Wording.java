package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.consistency.ValueAction;
import dev.seaworthy.checker.consistency.ValueAction.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Recognises what kind of contradiction a minimal sub-history is, and says it. The kinds with a name are about values;
 * anything else is told by where the orders tried end.
 */
final class Wording<S> {
    private static final int TOLD_MAX = 3;
    private static final int WORDS_MAX = 100;
    private static final int STEPS_TOLD_MAX = 8;

    private final History history;
    private final List<Operation> partition;
    private final Model<S> model;
    private final SubHistory<S> least;
    private final List<Precedence> order;
    private final List<Attempt> attempts;
    /** What certainly took effect, and what may have. */
    private final List<Operation> certain = new ArrayList<>();

    private final List<Operation> optional = new ArrayList<>();
    private final List<Operation> related = new ArrayList<>();
    private Rule rule = Rule.NO_ORDER;
    private String sentence;

    Wording(
            History history,
            List<Operation> partition,
            Model<S> model,
            SubHistory<S> least,
            List<Precedence> order,
            List<Attempt> attempts) {
        this.history = history;
        this.partition = partition;
        this.model = model;
        this.least = least;
        this.order = order;
        this.attempts = attempts;
        for (Operation operation : least.operations()) {
            (operation.isInfo() ? optional : certain).add(history.operation(operation.index()));
        }
        boolean named = new Reductions<>(model).speaksOfValues(partition) && (alone() || pair() || twoValues());
        if (!named && !fromNowhere()) {
            sentence = noOrder();
        }
    }

    Rule rule() {
        return rule;
    }

    String sentence() {
        return sentence;
    }

    List<Operation> related() {
        return related;
    }

    private boolean say(Rule named, String text) {
        rule = named;
        sentence = text;
        return true;
    }

    /** One operation that is impossible by itself. */
    private boolean alone() {
        if (least.size() != 1) {
            return false;
        }
        Operation only = original(0);
        Object value = action(only).required();
        if (value == null || !action(only).observes(value)) {
            return false;
        }
        List<Operation> authors = new ArrayList<>(partition);
        authors.removeIf(operation -> !action(operation).produces(value) || operation.index() == only.index());
        if (authors.isEmpty()) {
            return say(
                    Rule.NEVER_WRITTEN,
                    tell(only) + " cannot be: nobody ever wrote " + words(value) + ", and at first "
                            + model.describeState(model.initial()) + '.');
        }
        Operation first = authors.get(0);
        if (!only.precedes(first)) {
            return false;
        }
        related.add(first);
        return say(
                Rule.SEEN_BEFORE_WRITTEN,
                tell(only) + " cannot be: it had completed before anyone began to write " + words(value)
                        + ". The first to do so was " + tell(first) + '.');
    }

    /** One operation that saw what nothing at all can have brought about, in the words of any model. */
    private boolean fromNowhere() {
        if (least.size() != 1) {
            return false;
        }
        Operation only = original(0);
        List<Operation> before = new ArrayList<>(partition);
        before.removeIf(only::precedes);
        return model.fromNowhere(before).isPresent()
                && say(
                        Rule.NEVER_WRITTEN,
                        tell(only) + " cannot be: nothing that was invoked before it completed can have brought about"
                                + " what it saw, and at first " + model.describeState(model.initial()) + '.');
    }

    /** Two operations that exclude each other. */
    private boolean pair() {
        if (certain.size() != 2) {
            return false;
        }
        Operation first = certain.get(0);
        Operation second = certain.get(1);
        boolean bothExchange =
                action(first).kind() == Kind.EXCHANGE && action(second).kind() == Kind.EXCHANGE;
        if (bothExchange && action(first).required().equals(action(second).required())) {
            Object value = action(first).required();
            String source = source(value, second);
            return say(
                    Rule.TAKEN_TWICE,
                    tell(first) + " and " + tell(second) + " both found " + words(value)
                            + ". The first of them, whichever it was, replaced it, and nothing that brings "
                            + words(value) + " back could come in between." + source + whetherOrNot());
        }
        Optional<Precedence> between = order.stream()
                .filter(o -> certain.contains(o.before()) && certain.contains(o.after()))
                .findFirst();
        if (between.isEmpty()) {
            return twoReads(first, second);
        }
        Operation before = between.get().before();
        Operation after = between.get().after();
        Object value = action(after).required();
        if (value == null || !action(after).observes(value) || action(before).produces(value)) {
            return false;
        }
        if (action(before).kind() == Kind.READ) {
            return wentBack(before, after);
        }
        if (action(before).produced() == null) {
            return false;
        }
        return say(
                Rule.STALE_READ,
                tell(after) + " saw " + words(value) + " too late: " + tell(before)
                        + " had completed before, and nothing that brings " + words(value)
                        + " back could come in between." + source(value, after) + whetherOrNot());
    }

    /** Two that saw different values, with nothing that could change the one to the other, whichever came first. */
    private boolean twoReads(Operation first, Operation second) {
        if (action(first).kind() != Kind.READ || action(second).kind() != Kind.READ) {
            return false;
        }
        if (first.precedes(second) || second.precedes(first)) {
            return first.precedes(second) ? wentBack(first, second) : wentBack(second, first);
        }
        return say(
                Rule.TWO_AT_ONCE,
                tell(first) + " saw " + words(action(first).required()) + " and " + tell(second) + " saw "
                        + words(action(second).required())
                        + ", and nothing that changes the one to the other could come in between." + whetherOrNot());
    }

    private boolean wentBack(Operation before, Operation after) {
        Object value = action(after).required();
        return say(
                Rule.WENT_BACK,
                tell(before) + " saw " + words(action(before).required()) + ", and after it had completed, "
                        + tell(after) + " saw " + words(value) + ". Nothing that brings " + words(value)
                        + " about could come in between." + source(value, after) + whetherOrNot());
    }

    private String whetherOrNot() {
        if (optional.isEmpty()) {
            return "";
        }
        List<String> names = new ArrayList<>();
        optional.forEach(operation -> names.add("#" + operation.index() + ' ' + model.describe(operation)));
        return " Wherever " + String.join(", ", names) + (names.size() == 1 ? " is" : " are")
                + " placed, that does not help.";
    }

    /** Where an observed value last came from, if that is known. */
    private String source(Object value, Operation observer) {
        Operation last = null;
        for (Operation operation : partition) {
            boolean mayBeSeen = operation.index() != observer.index() && !observer.precedes(operation);
            if (mayBeSeen && action(operation).produces(value) && !isCulprit(operation)) {
                last = operation;
            }
        }

        if (last != null) {
            related.add(last);
            return " The last to bring " + words(value) + " was " + tell(last) + '.';
        }
        return value.equals(model.initial()) ? " At first, " + model.describeState(model.initial()) + '.' : "";
    }

    private boolean isCulprit(Operation operation) {
        return least.operations().stream().anyMatch(other -> other.index() == operation.index());
    }

    /** One value that has to be current from one moment to another, and a second one that has to be in between. */
    private boolean twoValues() {
        LinkedHashSet<Object> values = new LinkedHashSet<>();
        for (int i = 0; i < least.size(); i++) {
            ValueAction action = action(original(i));
            if (action.kind() != Kind.READ && action.kind() != Kind.WRITE) {
                return false;
            }
            values.add(action.kind() == Kind.READ ? action.required() : action.produced());
        }
        if (values.size() != 2 || least.start() != Start.Kind.INITIAL || values.contains(model.initial())) {
            return false;
        }
        List<Object> both = new ArrayList<>(values);
        return twoValues(new Tenure(both.get(0)), new Tenure(both.get(1)))
                || twoValues(new Tenure(both.get(1)), new Tenure(both.get(0)));
    }

    private boolean twoValues(Tenure outer, Tenure inner) {
        boolean bothWrittenOnce = outer.writes == 1 && inner.writes == 1;
        if (!bothWrittenOnce || !outer.isForward() || !inner.liesWithin(outer)) {
            return false;
        }
        String first = tell(outer.first) + " had completed";
        String last = tell(outer.last) + " was invoked";
        String between = inner.isForward()
                ? words(inner.value) + " too, from when " + tell(inner.first) + " had completed until "
                        + tell(inner.last) + " was invoked"
                : words(inner.value) + " at some moment in between, when " + tell(inner.first) + " took effect";
        return say(
                Rule.TWO_AT_ONCE,
                "The value " + words(outer.value) + " was written only once, so it must have been there from when "
                        + first + " until " + last + "; and " + between + ". Only one value can be there at a time.");
    }

    /** When a value must have been current: from its first completion to its last invocation, if in this order. */
    private final class Tenure {
        final Object value;
        Operation first;
        Operation last;
        int writes;

        Tenure(Object value) {
            this.value = value;
            for (int i = 0; i < least.size(); i++) {
                Operation operation = least.operations().get(i);
                boolean isWrite = action(original(i)).produces(value);
                if (isWrite || action(original(i)).observes(value)) {
                    writes += isWrite ? 1 : 0;
                    first = first == null || operation.completion() < first.completion() ? operation : first;
                    last = last == null || operation.invocation() > last.invocation() ? operation : last;
                }
            }
        }

        boolean isForward() {
            return first.completion() < last.invocation();
        }

        /** Whether a moment of this tenure is certainly one of the other. */
        boolean liesWithin(Tenure other) {
            long from = Math.min(first.completion(), last.invocation());
            long to = Math.max(first.completion(), last.invocation());
            return isForward()
                    ? from < other.last.invocation() && other.first.completion() < to
                    : from > other.first.completion() && to < other.last.invocation();
        }
    }

    /** Where the orders tried end: told for the operation that does not fit in the best of them. */
    private String noOrder() {
        if (attempts.isEmpty()) {
            return "None of the possible orders of these " + least.size() + " operations fits.";
        }
        Operation stuck = attempts.get(0).stuck();
        LinkedHashMap<String, String> ends = new LinkedHashMap<>();
        String other = "";
        for (Attempt attempt : attempts) {
            if (attempt.stuck().equals(stuck)) {
                ends.putIfAbsent(attempt.end(), attempt.end() + after(attempt));
            } else if (other.isEmpty()) {
                other = " Other orders end sooner, as where " + attempt.end() + after(attempt) + " and "
                        + tell(attempt.stuck()) + " does not fit.";
            }
        }
        List<String> told = new ArrayList<>(ends.values());
        String states = String.join(", or ", told.subList(0, Math.min(TOLD_MAX, told.size())));
        return tell(stuck) + " fits nowhere: when its turn comes, " + states
                + (told.size() > TOLD_MAX ? ", or others that do not fit either." : ".") + other;
    }

    private static String after(Attempt attempt) {
        List<String> steps = new ArrayList<>();
        attempt.steps().forEach(step -> steps.add("#" + step.operation().index()));
        int left = Math.max(0, steps.size() - STEPS_TOLD_MAX);
        String last = String.join(", ", steps.subList(left, steps.size()));
        return steps.isEmpty() ? "" : " (after " + (left > 0 ? "…, " : "") + last + ')';
    }

    private Operation original(int position) {
        return history.operation(least.operations().get(position).index());
    }

    private static ValueAction action(Operation operation) {
        return ValueAction.of(operation);
    }

    private String tell(Operation operation) {
        Operation original = history.operation(operation.index());
        return "#" + original.index() + ' ' + clipped(model.describe(original)) + " by process " + original.process();
    }

    private static String words(Object value) {
        if (value.equals(Keyword.ABSENT)) {
            return "“nothing there”";
        }
        return value instanceof String text ? '"' + clipped(text) + '"' : clipped(String.valueOf(value));
    }

    /** A long value by its end, which is where values that grow differ. */
    private static String clipped(String text) {
        return text.length() <= WORDS_MAX ? text : "…" + text.substring(text.length() - WORDS_MAX);
    }
}
