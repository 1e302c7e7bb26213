package dev.seaworthy.sim.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Messages that wait for their node's disk: finds for one that leaves the event by which it was held. Of equal messages
 * the one that has waited longest leaves first. For one run.
 */
final class Holds {
    /** What is told of a message and is no part of it. */
    private static final List<String> BESIDE = List.of("event", "after-io", "why", "asker", "own", "prev");

    private record Hold(long io, int event) {}

    private final TreeMap<String, TreeMap<String, ArrayDeque<Hold>>> waiting = new TreeMap<>();
    private final TreeMap<String, Long> syncedIo = new TreeMap<>();
    private final TreeMap<String, Long> syncedAt = new TreeMap<>();

    /** A message is held until a write of this node is durable. */
    void held(String place, JsonNode fact, int event) {
        waiting.computeIfAbsent(place, any -> new TreeMap<>())
                .computeIfAbsent(key(fact), any -> new ArrayDeque<>())
                .add(new Hold(fact.path("after-io").asLong(), event));
    }

    /** Everything that the node has written up to this number is durable. */
    void synced(String place, long io, long atNanos) {
        syncedIo.put(place, io);
        syncedAt.put(place, atNanos);
    }

    /** The event by which a message that leaves now was held; -1 where it was not. */
    int released(String place, JsonNode fact, long atNanos) {
        ArrayDeque<Hold> holds = waiting.getOrDefault(place, new TreeMap<>()).get(key(fact));
        boolean isReleasing = syncedAt.getOrDefault(place, -1L) == atNanos;
        return isReleasing && holds != null && !holds.isEmpty() && holds.peek().io() <= syncedIo.get(place)
                ? holds.remove().event()
                : -1;
    }

    /** A process starts: what the last one held is gone. */
    void started(String place) {
        waiting.remove(place);
        syncedIo.remove(place);
        syncedAt.remove(place);
    }

    private static String key(JsonNode fact) {
        StringBuilder key = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : fact.properties()) {
            if (!BESIDE.contains(field.getKey())) {
                key.append(field.getKey())
                        .append('=')
                        .append(field.getValue().asText())
                        .append(' ');
            }
        }
        return key.toString();
    }
}
