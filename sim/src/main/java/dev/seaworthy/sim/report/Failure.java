package dev.seaworthy.sim.report;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Crash;
import dev.seaworthy.sim.report.Recording.Event;
import dev.seaworthy.sim.report.Recording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A failure taken apart: who was at what, and what was found.
 *
 * @param place the node at work, such as {@code n1}; empty where it was none
 * @param step what it was given to do; null where that is not known
 * @param deed the last that it did before the failure was seen; null where that is not known
 * @param rule what was broken, in words without a full stop; empty where the property's name says it
 * @param evidence what was found, without the name of an exception
 * @param thrown the exception, with its class; empty where none was thrown
 * @param frames where it was thrown, the engine's methods first
 */
record Failure(String place, Event step, Event deed, String rule, String evidence, String thrown, List<String> frames) {
    private static final Pattern CRASH =
            Pattern.compile("([\\w.$]+)(?:: (.*?))?(?: at ([\\w.$<>]+:-?\\d+(?: < .*)?))?", Pattern.DOTALL);
    private static final Pattern HALT = Pattern.compile("n\\d+ halted, ([A-Z_]+): (.*)", Pattern.DOTALL);
    private static final Pattern NODE = Pattern.compile("n\\d+");

    /** By the beginning of the method at work, which part of the code it is of. */
    private static final Pattern ENGINE = Pattern.compile(
            "(?:RaftCore|Replica|Elections|Replication|Commitment|Membership|Reads|Snapshots|Transfers|Transitions"
                    + "|Invariants|EffectRunner|Applier|CoreState|RaftLog|Outbox|BatchBuilder|LogCache|Leader|Progress"
                    + "|Durability|CatchUp|Pending\\w+|Configuration\\w*|FrameCodec)[.$].*");

    /** The failure of a run that broke something. */
    static Failure of(Recording recording, Violation violation) {
        boolean isCrash = violation.property().equals(Crash.PROPERTY);
        Event deed = isCrash ? lastWriteOf(recording, lastOfANode(recording)) : causeOfTheVerdict(recording);
        Event step = deed == null ? null : beginning(recording, deed);
        String place = deed == null ? "" : deed.place();
        Matcher crash = CRASH.matcher(violation.story());
        if (isCrash && crash.matches()) {
            List<String> frames =
                    crash.group(3) == null ? List.of() : List.of(crash.group(3).split(" < (?:\\.\\. < )?", -1));
            String message = crash.group(2) == null ? "" : crash.group(2);
            String thrown = crash.group(1) + (message.isEmpty() ? "" : ": " + message);
            return new Failure(
                    place, step, deed, rule(crash.group(1), message, frames), message, thrown, sorted(frames));
        }
        Matcher halt = HALT.matcher(violation.story());
        return halt.matches()
                ? new Failure(place, step, deed, halted(halt.group(1)), halt.group(2), "", List.of())
                : new Failure(place, step, deed, "", violation.story(), "", List.of());
    }

    private static Event lastOfANode(Recording recording) {
        List<Event> events = recording.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (NODE.matcher(events.get(i).place()).matches()) {
                return events.get(i);
            }
        }
        return null;
    }

    /** What the node last wanted to be stored at that instant; else the event itself. */
    private static Event lastWriteOf(Recording recording, Event last) {
        Event found = last;
        for (Event event : recording.events()) {
            boolean isThen = last != null
                    && event.atNanos() == last.atNanos()
                    && event.place().equals(last.place());
            if (isThen && event.kind() == Kind.WRITE) {
                found = event;
            }
        }
        return found;
    }

    private static Event causeOfTheVerdict(Recording recording) {
        for (Event event : recording.events()) {
            if (event.kind() == Kind.BROKEN && !event.causes().isEmpty()) {
                Event cause = recording.events().get(event.causes().get(0));
                return NODE.matcher(cause.place()).matches() ? cause : null;
            }
        }
        return null;
    }

    /** What the node was given at that instant; the deed itself where nothing is known to have come before. */
    private static Event beginning(Recording recording, Event deed) {
        Event first = deed;
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (int cause : first.causes()) {
                Event before = recording.events().get(cause);
                if (before.atNanos() == deed.atNanos()
                        && before.place().equals(deed.place())
                        && !before.equals(first)) {
                    first = before;
                    goesOn = true;
                    break;
                }
            }
        }
        return first;
    }

    private static String rule(String exception, String message, List<String> frames) {
        String top = frames.isEmpty() ? "" : frames.get(0);
        if (message.startsWith("storage batch refused") || top.startsWith("BatchContract.")) {
            return "its storage refused a batch of writes that does not fit what is stored already";
        }
        if (top.startsWith("Invariants.")) {
            return "its core found its own state impossible";
        }
        if (exception.endsWith("AssertionError")) {
            return "an assertion in its code did not hold";
        }
        if (exception.endsWith("StackOverflowError") || exception.endsWith("OutOfMemoryError")) {
            return "a step did not end within the bounds of memory";
        }
        return frames.stream().anyMatch(Failure::isOfTheEngine)
                ? "its code threw where it should answer, refuse or halt"
                : "the code around it threw";
    }

    private static String halted(String code) {
        return switch (code) {
            case "STORAGE_FAILED" -> "its storage failed";
            case "CONTRACT_BROKEN" -> "its core was called in a way that its contract rules out";
            case "INVARIANT_BROKEN" -> "its core found its own state impossible";
            case "STATE_MACHINE_FAILED" -> "its state machine threw where it must not";
            default -> "it halted";
        };
    }

    private static List<String> sorted(List<String> frames) {
        List<String> sorted =
                new ArrayList<>(frames.stream().filter(Failure::isOfTheEngine).toList());
        frames.stream().filter(frame -> !isOfTheEngine(frame)).forEach(sorted::add);
        return sorted;
    }

    private static boolean isOfTheEngine(String frame) {
        return ENGINE.matcher(frame).matches();
    }
}
