package dev.seaworthy.cli.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The lines of a shard's file, each one JSON object; {@code docs/cli.md} lists their fields. */
final class ShardLines {
    /** The form this code reads and writes. */
    static final int FORMAT = 1;

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ShardLines() {}

    static String of(ShardPlan plan) {
        return MAPPER.createObjectNode()
                .put("format", FORMAT)
                .put("code", plan.code())
                .put("options", plan.options())
                .put("from", plan.fromSeed())
                .put("to", plan.toSeed())
                .put("chunk", plan.chunkSeeds())
                .put("shard", plan.shard())
                .put("shards", plan.shards())
                .toString();
    }

    static String of(Chunk chunk) {
        Totals totals = chunk.result().totals();
        ObjectNode line = MAPPER.createObjectNode()
                .put("from", chunk.fromSeed())
                .put("to", chunk.toSeed())
                .put("seeds", totals.seeds())
                .put("events", totals.events())
                .put("virtualNanos", totals.virtualNanos())
                .put("elections", totals.elections())
                .put("commits", totals.commits())
                .put("operations", totals.operations())
                .put("unknownOperations", totals.unknownOperations())
                .put("hash", totals.hash())
                .put("violations", chunk.result().violations())
                .put("wallNanos", chunk.result().wallNanos())
                .put("busyNanos", chunk.result().busyNanos());
        ObjectNode faults = line.putObject("faults");
        totals.faults().forEach(faults::put);
        ArrayNode findings = line.putArray("findings");
        for (Finding finding : chunk.result().findings()) {
            findings.addObject()
                    .put("seed", finding.seed())
                    .put("property", finding.violation().property())
                    .put("story", finding.violation().story())
                    .put("atNanos", finding.violation().atNanos());
        }
        return line.toString();
    }

    /**
     * The plan a first line tells.
     *
     * @throws IllegalArgumentException where it is none; the message says what is wrong with it
     */
    static ShardPlan plan(String text) {
        JsonNode line = parse(text);
        if (number(line, "format") != FORMAT) {
            throw new IllegalArgumentException(
                    "it is of format " + number(line, "format") + ", this code knows " + FORMAT);
        }
        return new ShardPlan(
                text(line, "code"),
                text(line, "options"),
                number(line, "from"),
                number(line, "to"),
                (int) number(line, "chunk"),
                (int) number(line, "shard"),
                (int) number(line, "shards"));
    }

    /**
     * The chunk a further line tells.
     *
     * @throws IllegalArgumentException where it is none; the message says what is wrong with it
     */
    static Chunk chunk(String text) {
        JsonNode line = parse(text);
        TreeMap<String, Long> faults = new TreeMap<>();
        for (Map.Entry<String, JsonNode> fault : field(line, "faults").properties()) {
            faults.put(fault.getKey(), fault.getValue().longValue());
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : field(line, "findings")) {
            findings.add(new Finding(
                    number(finding, "seed"),
                    new Violation(text(finding, "property"), text(finding, "story"), number(finding, "atNanos"))));
        }
        Totals totals = new Totals(
                number(line, "seeds"),
                number(line, "events"),
                number(line, "virtualNanos"),
                number(line, "elections"),
                number(line, "commits"),
                number(line, "operations"),
                number(line, "unknownOperations"),
                faults,
                text(line, "hash"));
        CampaignResult result = new CampaignResult(
                totals, number(line, "violations"), findings, number(line, "wallNanos"), number(line, "busyNanos"));
        return new Chunk(number(line, "from"), number(line, "to"), result);
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode line = MAPPER.readTree(text);
            if (line == null || !line.isObject()) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            return line;
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("it is no JSON object", notJson);
        }
    }

    private static JsonNode field(JsonNode object, String name) {
        JsonNode field = object.get(name);
        if (field == null) {
            throw new IllegalArgumentException("it has no field '" + name + "'");
        }
        return field;
    }

    private static long number(JsonNode object, String name) {
        JsonNode field = field(object, name);
        if (!field.canConvertToExactIntegral() || !field.canConvertToLong()) {
            throw new IllegalArgumentException("its field '" + name + "' is no whole number");
        }
        return field.longValue();
    }

    private static String text(JsonNode object, String name) {
        JsonNode field = field(object, name);
        if (!field.isTextual()) {
            throw new IllegalArgumentException("its field '" + name + "' is no text");
        }
        return field.textValue();
    }
}
