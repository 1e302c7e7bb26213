package dev.seaworthy.sim.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.sim.report.Recording.Deed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Gathers what clients did. For one run. */
final class Deeds {
    private final List<Deed> all = new ArrayList<>();
    /** By client and operation, the newest deed that bears these. */
    private final TreeMap<String, Integer> byOperation = new TreeMap<>();
    /** By number in the history. */
    private final TreeMap<Integer, Integer> byNumber = new TreeMap<>();

    private final TreeMap<String, Long> answeredAt = new TreeMap<>();

    List<Deed> all() {
        return List.copyOf(all);
    }

    /** Which deed has this number in the history; -1 where none has. */
    int numberOf(int recorded) {
        return byNumber.getOrDefault(recorded, -1);
    }

    /** A client begins or ends an operation. */
    void told(int event, String place, JsonNode fact) {
        int client = Integer.parseInt(place.substring(1));
        String key = key(client, fact);
        if (fact.path("event").asText().equals("begins")) {
            byOperation.put(key, all.size());
            if (fact.path("number").asInt() >= 0) {
                byNumber.put(fact.path("number").asInt(), all.size());
            }
            all.add(new Deed(client, fact.path("words").asText(), event, -1, null, 0, -1));
            return;
        }
        int number = byOperation.get(key);
        Deed deed = all.get(number);
        long index = deed.index() > 0 ? deed.index() : fact.path("index").asLong();
        boolean isAnswered = fact.path("index").asLong() > 0;
        long effect = deed.effectNanos() < 0 && isAnswered ? answeredAt.getOrDefault(key, -1L) : deed.effectNanos();
        String outcome = fact.path("outcome").asText();
        all.set(number, new Deed(client, deed.words(), deed.begun(), event, outcome, index, effect));
    }

    /** A node answers a client. */
    void answered(long atNanos, JsonNode fact) {
        answeredAt.put(key(fact.path("client").asInt(), fact), atNanos);
    }

    /** An entry that a client asked for is applied for the first time. */
    void executed(long atNanos, JsonNode fact) {
        Integer number = byOperation.get(key(fact.path("client").asInt(), fact));
        if (number != null) {
            Deed deed = all.get(number);
            long index = fact.path("index").asLong();
            all.set(
                    number,
                    new Deed(deed.client(), deed.words(), deed.begun(), deed.ended(), deed.outcome(), index, atNanos));
        }
    }

    private static String key(int client, JsonNode fact) {
        return client + "." + fact.path("operation").asLong();
    }
}
