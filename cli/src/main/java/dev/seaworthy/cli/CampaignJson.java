package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.campaign.Finding;
import dev.seaworthy.sim.campaign.Totals;
import java.util.function.LongFunction;

/** A campaign's result for programs. The names of fields are a promise; {@code docs/cli.md} lists them. */
final class CampaignJson {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double TENTHS = 10;

    private CampaignJson() {}

    /** @param replay the command that shows a seed's run again */
    static ObjectNode of(CampaignResult result, LongFunction<String> replay) {
        Totals totals = result.totals();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seeds", totals.seeds());
        ArrayNode violations = json.putArray("violations");
        for (Finding finding : result.findings()) {
            violations
                    .addObject()
                    .put("seed", finding.seed())
                    .put("property", finding.violation().property())
                    .put("story", finding.violation().story())
                    .put("replay", replay.apply(finding.seed()));
        }
        json.put("violationsFound", result.violations());
        json.put("events", totals.events());
        json.put("virtualSeconds", totals.virtualNanos() / NANOS_PER_SECOND);
        json.put("wallSeconds", result.wallNanos() / NANOS_PER_SECOND);
        json.put("eventsPerSecond", Math.round(result.eventsPerSecond()));
        json.put("eventsPerSecondPerCore", Math.round(result.eventsPerSecondPerCore()));
        json.put("seedsPerSecondPerCore", Math.round(result.seedsPerSecondPerCore() * TENTHS) / TENTHS);
        json.put("elections", totals.elections());
        json.put("commits", totals.commits());
        json.put("operationsChecked", totals.operations());
        json.put("operationsUnknown", totals.unknownOperations());
        ObjectNode faults = json.putObject("faults");
        totals.faults().forEach(faults::put);
        json.put("hash", totals.hash());
        return json;
    }
}
