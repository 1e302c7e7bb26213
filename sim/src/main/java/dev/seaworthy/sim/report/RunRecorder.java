package dev.seaworthy.sim.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seaworthy.checker.History;
import dev.seaworthy.sim.RunSink;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.report.Recording.Change;
import dev.seaworthy.sim.report.Recording.Event;
import dev.seaworthy.sim.report.Recording.Figures;
import dev.seaworthy.sim.report.Recording.Flight;
import dev.seaworthy.sim.report.Recording.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Listens to one run and keeps what a report of it shows. Not thread safe. */
public final class RunRecorder implements RunSink {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the network does is told of the message; it is no event of a place. */
    private static final String NETWORK = "net";

    private static final String ORACLE = "oracle";

    private final TraceSink reader;
    private final List<Event> events = new ArrayList<>();
    private final List<Flight> flights = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final Causes causes = new Causes();
    /** What an oracle said: told after all that happened at that instant, since its cause is told after it too. */
    private final List<Verdict> verdicts = new ArrayList<>();

    /** An oracle's words, which line of the timeline they are, and what was about to get the number {@code next}. */
    private record Verdict(long atNanos, String place, String what, int line, int next) {}

    private final Deeds deeds = new Deeds();
    private Optional<History> history = Optional.empty();
    private int[] numbers = {};
    private Optional<Figures> figures = Optional.empty();

    /** @param reader gets the timeline too; null where nobody reads it */
    public RunRecorder(TraceSink reader) {
        this.reader = reader;
    }

    @Override
    public void line(long atNanos, String place, String what) {
        tell(atNanos, place, what);
        if (place.equals(NETWORK)) {
            lines.add(-1);
        } else if (place.equals(ORACLE)) {
            verdicts.add(new Verdict(atNanos, place, what, lines.size(), events.size()));
            lines.add(-1);
        } else {
            add(atNanos, place, what, JSON.createObjectNode().put("event", "told"));
        }
    }

    @Override
    public void event(long atNanos, String place, String what, String json) {
        JsonNode fact = read(json);
        if (what == null) {
            unseen(atNanos, place, fact);
        } else {
            tell(atNanos, place, what);
            add(atNanos, place, what, fact);
        }
    }

    @Override
    public void judged(History judged, int[] operationNumbers) {
        history = Optional.of(judged);
        numbers = operationNumbers.clone();
    }

    /** What was recorded. */
    public Recording recording() {
        tellVerdicts();
        int[] deedNumbers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            deedNumbers[i] = deeds.numberOf(numbers[i]);
        }
        return new Recording(
                Unstored.told(events, changes),
                List.copyOf(flights),
                List.copyOf(changes),
                deeds.all(),
                List.copyOf(lines),
                history,
                deedNumbers,
                figures);
    }

    private void tell(long atNanos, String place, String what) {
        if (reader != null) {
            reader.line(atNanos, place, what);
        }
    }

    /** The oracles' words, behind all that happened at their instant; the cause is what was told right after them. */
    private void tellVerdicts() {
        for (Verdict verdict : verdicts) {
            boolean isCauseTold =
                    verdict.next() < events.size() && events.get(verdict.next()).atNanos() == verdict.atNanos();
            int cause = isCauseTold ? verdict.next() : verdict.next() - 1;
            lines.set(verdict.line(), events.size());
            List<Integer> behind = cause < 0 ? List.of() : List.of(cause);
            events.add(new Event(verdict.atNanos(), verdict.place(), Kind.BROKEN, verdict.what(), behind, 0));
        }
        verdicts.clear();
    }

    /** An event that the timeline speaks of. */
    private void add(long atNanos, String place, String what, JsonNode fact) {
        if (!verdicts.isEmpty() && atNanos > verdicts.get(0).atNanos()) {
            tellVerdicts();
        }
        int number = events.size();
        Kind kind = kind(fact);
        long io = kind == Kind.WRITE || kind == Kind.SYNCED ? fact.path("io").asLong() : 0;
        events.add(new Event(atNanos, place, kind, what, causes.of(number, atNanos, place, fact), io));
        lines.add(number);
        String name = fact.path("event").asText();
        switch (name) {
            case "role" ->
                change(
                        place,
                        "role",
                        fact.path("role").asText().toLowerCase(Locale.ROOT),
                        fact.path("term").asLong(),
                        fact.path("leader").asLong());
            case "started" ->
                change(
                        place,
                        "started",
                        fact.path("term").asLong(),
                        fact.path("vote").asLong(),
                        fact.path("base").asLong(),
                        fact.path("baseTerm").asLong(),
                        fact.path("entries").asText());
            case "synced" ->
                change(
                        place,
                        "synced",
                        fact.path("io").asLong(),
                        fact.path("term").asLong(),
                        fact.path("vote").asLong());
            case "commit" -> change(place, "commit", fact.path("index").asLong());
            case "configuration" ->
                change(
                        place,
                        "members",
                        what.substring(what.indexOf(": ") + 2).replaceFirst("; before: .*", ""),
                        fact.path("index").asLong());
            case "crashed", "killed" -> change(place, "down");
            case "wiped" -> change(place, "wiped");
            case "paused" -> change(place, "paused");
            case "resumed" -> change(place, "resumed");
            case "halt" -> change(place, "halted");
            case "asks" -> flies(number, "n" + fact.path("to").asInt(), "client request", fact);
            case "answers" -> {
                flies(number, "c" + fact.path("client").asInt(), "client answer", fact);
                deeds.answered(atNanos, fact);
            }
            case "begins", "ends" -> deeds.told(number, place, fact);
            default -> {
                // Nothing that outlasts it.
            }
        }
    }

    /** What the timeline does not speak of. */
    private void unseen(long atNanos, String place, JsonNode fact) {
        switch (fact.path("event").asText()) {
            case "frame" -> {
                int sent = events.size() - 1;
                causes.left(fact.path("frame").asLong(), sent);
                flights.add(new Flight(
                        sent,
                        "n" + fact.path("to").asInt(),
                        typeOf(events.get(sent).what()),
                        fact.path("fate").asText(),
                        fact.path("at").asLong(),
                        fact.path("again").asLong()));
            }
            case "arrived" -> causes.arrived(fact.path("frame").asLong());
            case "timer" -> causes.timer(place);
            case "pulled" -> causes.pulled(fact.path("fault").asLong(), place);
            case "batch" ->
                change(
                        place,
                        "batch",
                        fact.path("io").asLong(),
                        fact.path("term").asLong(),
                        fact.path("vote").asLong(),
                        fact.path("truncate").asLong(),
                        fact.path("base").asLong(),
                        fact.path("baseTerm").asLong(),
                        fact.path("entries").asText());
            case "batch-refused" -> forgetBatch(place);
            case "applied" -> {
                String entry = fact.path("entry").asText();
                change(place, "applied", Long.parseLong(entry.substring(entry.indexOf('/') + 1)));
            }
            case "executed" -> deeds.executed(atNanos, fact);
            case "ended" ->
                figures = Optional.of(new Figures(
                        fact.path("hash").asText(),
                        fact.path("events").asLong(),
                        fact.path("virtualNanos").asLong(),
                        fact.path("elections").asLong(),
                        fact.path("commits").asLong(),
                        fact.path("operations").asLong(),
                        fact.path("unknown").asLong()));
            default -> {
                // Of no interest to a reader.
            }
        }
    }

    /** The storage did not take what was handed to it last: nothing of it was written. */
    private void forgetBatch(String place) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i).what().equals("batch")
                    && place.equals("n" + changes.get(i).node())) {
                changes.remove(i);
                return;
            }
        }
    }

    private void flies(int sent, String to, String type, JsonNode fact) {
        long at = fact.path("at").asLong();
        flights.add(new Flight(sent, to, type, at < 0 ? "lost" : "arrives", at, -1));
    }

    private void change(String place, String what, Object... particulars) {
        int node = Integer.parseInt(place.substring(1));
        changes.add(new Change(events.size() - 1, node, what, List.of(particulars)));
    }

    /** The kind of message that a line speaks of, as in {@code sends n1>n2 RequestVote term 2}. */
    private static String typeOf(String line) {
        String type = line.split(" ", 4)[2];
        return line.contains(" heartbeat ") ? "heartbeat" : type;
    }

    private static Kind kind(JsonNode fact) {
        return switch (fact.path("event").asText()) {
            case "sent", "asks", "answers" -> Kind.SENT;
            case "received", "asked", "replied" -> Kind.GOT;
            case "hard-state", "append", "append-own", "truncate", "compact", "install" -> Kind.WRITE;
            case "synced" -> Kind.SYNCED;
            case "role" -> Kind.ROLE;
            case "commit" -> Kind.COMMIT;
            case "crashed", "killed", "wiped", "paused", "halt" -> Kind.DOWN;
            case "started", "resumed" -> Kind.STARTED;
            case "fault-begins", "fault-ends", "healed" -> Kind.FAULT;
            case "begins" -> Kind.BEGINS;
            case "ends" -> Kind.ENDS;
            case "send" -> Kind.HELD;
            default -> Kind.OTHER;
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no fact: " + json, e);
        }
    }
}
