package dev.seaworthy.sim.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds out which events caused an event: a message its receipt, a receipt what the node does at that instant, writes
 * their sync, a hold and a sync what was held, a quorum of answers an election or a commit. What a node's timer does
 * has no cause. For one run.
 */
final class Causes {
    /** Something at which a node begins to do things, and when. */
    private record Start(long atNanos, int event) {}

    /** An answer that counts for what it may bring about. */
    private record Answer(long term, long index, int event) {}

    private final TreeMap<String, Start> starts = new TreeMap<>();
    private final TreeMap<String, Start> turns = new TreeMap<>();
    private final TreeMap<String, Integer> last = new TreeMap<>();
    private final TreeMap<String, List<Answer>> votes = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Answer>> acks = new TreeMap<>();
    private final TreeMap<String, TreeMap<Long, Integer>> unsynced = new TreeMap<>();
    private final TreeMap<Long, Integer> sent = new TreeMap<>();
    private final TreeMap<String, Integer> requests = new TreeMap<>();
    private final TreeMap<Long, Integer> pulled = new TreeMap<>();
    private final Holds holds = new Holds();
    private Start lastFault = new Start(-1, -1);
    private long arrived = -1;

    /** A message with this number left with this event. */
    void left(long frame, int event) {
        sent.put(frame, event);
    }

    /** The next message that a node gets has this number. */
    void arrived(long frame) {
        arrived = frame;
    }

    /** The node's timer is due: what it does now has no cause. */
    void timer(String place) {
        starts.remove(place);
    }

    /** What a node last did is what a fault waited for. */
    void pulled(long fault, String place) {
        pulled.put(fault, last.getOrDefault(place, -1));
    }

    /** The causes of an event that is about to get this number, and of those that follow at its place. */
    List<Integer> of(int event, long atNanos, String place, JsonNode fact) {
        List<Integer> causes = new ArrayList<>();
        String name = fact.path("event").asText();
        switch (name) {
            case "received" -> {
                add(causes, sent.getOrDefault(arrived, -1));
                counts(event, place, fact);
            }
            case "asked", "replied" -> add(causes, requests.getOrDefault(request(name, fact), -1));
            case "synced" -> {
                synced(causes, place, fact.path("io").asLong());
                holds.synced(place, fact.path("io").asLong(), atNanos);
            }
            case "sent" -> {
                add(causes, at(starts, place, atNanos));
                add(causes, holds.released(place, fact, atNanos));
            }
            case "started" -> {
                add(causes, lastFault.atNanos() == atNanos ? lastFault.event() : -1);
                add(causes, last.getOrDefault(place, -1));
                votes.remove(place);
                acks.remove(place);
                unsynced.remove(place);
                holds.started(place);
            }
            case "crashed", "killed", "wiped", "paused", "resumed" ->
                add(causes, lastFault.atNanos() == atNanos ? lastFault.event() : -1);
            case "fault-begins" ->
                add(causes, pulled.getOrDefault(fact.path("fault").asLong(), -1));
            case "asks", "answers" -> {
                if (name.equals("answers")) {
                    add(causes, requests.getOrDefault(request("asked", fact) + '!', -1));
                    add(causes, at(turns, place, atNanos));
                }
                add(causes, at(starts, place, atNanos));
                requests.put(request(name.equals("asks") ? "asked" : "replied", fact), event);
            }
            default -> add(causes, at(starts, place, atNanos));
        }
        if (name.equals("role") && fact.path("role").asText().equals("LEADER")) {
            won(causes, place, fact.path("term").asLong());
        }
        if (name.equals("commit")) {
            acknowledged(causes, place, fact.path("index").asLong());
        }
        note(event, atNanos, place, name, fact);
        return causes;
    }

    private void note(int event, long atNanos, String place, String name, JsonNode fact) {
        Start here = new Start(atNanos, event);
        switch (name) {
            case "received",
                    "asked",
                    "replied",
                    "synced",
                    "started",
                    "resumed",
                    "begins",
                    "fault-begins",
                    "fault-ends",
                    "healed" -> starts.put(place, here);
            case "commit", "read-ready", "role" -> turns.put(place, here);
            default -> {
                // Nothing follows from it at this instant.
            }
        }
        if (name.equals("asked")) {
            requests.put(request("asked", fact) + '!', event);
        }
        if (name.equals("send")) {
            holds.held(place, fact, event);
        }
        if (name.startsWith("fault-") || name.equals("healed")) {
            lastFault = here;
        }
        if (fact.has("io") && !name.equals("synced")) {
            unsynced.computeIfAbsent(place, any -> new TreeMap<>())
                    .put(fact.path("io").asLong(), event);
        }
        last.put(place, event);
    }

    private static String request(String name, JsonNode fact) {
        return name + " c" + fact.path("client").asInt() + ' '
                + fact.path("operation").asLong() + ' ' + fact.path("attempt").asInt();
    }

    private void synced(List<Integer> causes, String place, long io) {
        TreeMap<Long, Integer> writes = unsynced.get(place);
        if (writes != null) {
            writes.headMap(io, true).values().forEach(write -> add(causes, write));
            writes.headMap(io, true).clear();
        }
    }

    private void counts(int event, String place, JsonNode fact) {
        String message = fact.path("message").asText();
        long term = fact.path("term").asLong();
        if (message.equals("RequestVoteReply") && fact.path("granted").asBoolean()) {
            votes.computeIfAbsent(place, any -> new ArrayList<>()).add(new Answer(term, 0, event));
        }
        if (message.equals("AppendEntriesReply") && fact.path("success").asBoolean()) {
            acks.computeIfAbsent(place, any -> new TreeMap<>())
                    .put(
                            fact.path("from").asText(),
                            new Answer(term, fact.path("index").asLong(), event));
        }
    }

    private void won(List<Integer> causes, String place, long term) {
        for (Answer vote : votes.getOrDefault(place, List.of())) {
            if (vote.term() == term) {
                add(causes, vote.event());
            }
        }
    }

    private void acknowledged(List<Integer> causes, String place, long index) {
        for (Answer ack : acks.getOrDefault(place, new TreeMap<>()).values()) {
            if (ack.index() >= index) {
                add(causes, ack.event());
            }
        }
    }

    private static int at(TreeMap<String, Start> known, String place, long atNanos) {
        Start start = known.get(place);
        return start != null && start.atNanos() == atNanos ? start.event() : -1;
    }

    private static void add(List<Integer> causes, int event) {
        if (event >= 0 && !causes.contains(event)) {
            causes.add(event);
        }
    }
}
