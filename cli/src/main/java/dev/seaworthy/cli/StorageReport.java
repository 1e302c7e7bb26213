package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.storage.Inspection;
import dev.seaworthy.storage.Verdict;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What is in a data directory, for people and for programs. */
final class StorageReport {
    private StorageReport() {}

    /** For people. */
    static void print(PrintWriter out, Inspection found) {
        out.println(found.verdict().word().toUpperCase(Locale.ROOT) + why(found.verdict()));
        out.println("  cluster " + found.identity().clusterId() + ", "
                + name(found.identity().member()));
        if (found.hardState() != null) {
            HardState state = found.hardState();
            out.println("  term " + state.term() + ", vote "
                    + (state.votedFor() == null ? "not given" : "for " + name(state.votedFor())) + ", incarnation "
                    + state.incarnation() + (state.recovering() ? ", recovering" : ""));
        }
        if (found.log() != null) {
            print(out, found.log());
        }
        for (Inspection.Snapshot snapshot : found.snapshots()) {
            out.println("  snapshot " + snapshot.name()
                    + (snapshot.meta() == null
                            ? ""
                            : ", " + Figures.count(snapshot.meta().bytes()) + " bytes")
                    + (snapshot.damage() == null ? "" : ": " + snapshot.damage()));
        }
        for (Inspection.Batch batch : found.batches()) {
            out.println("  batch " + batch.sequence() + ": "
                    + (batch.firstIndex() == 0 ? "no entries" : "entries from " + batch.firstIndex() + " on")
                    + ", log ends at " + batch.last().index() + " of term "
                    + batch.last().term());
        }
        out.println("  last acknowledged batch " + found.acknowledgedBatch());
    }

    private static void print(PrintWriter out, Inspection.Log log) {
        out.println("  log of " + Figures.count(log.entries()) + " entries, "
                + (log.base().index() + 1) + " to " + log.last().index() + ", " + Figures.count(log.payloadBytes())
                + " bytes of payload");
        for (Inspection.TermRun run : log.terms()) {
            out.println("    term " + run.term() + ": " + run.firstIndex() + " to " + run.lastIndex());
        }
        out.println("    initialised with " + describe(log.initial()));
        for (Inspection.ConfigurationEntry entry : log.configurations()) {
            out.println("    configuration at " + entry.index() + ": " + describe(entry.configuration()));
        }
    }

    /** For programs. The names of fields are a promise; {@code docs/cli.md} lists them. */
    static ObjectNode toJson(Inspection found) {
        ObjectNode json = toJson(found.verdict());
        json.put("clusterId", found.identity().clusterId());
        json.set("member", member(found.identity().member()));
        ObjectNode state = json.putObject("hardState");
        if (found.hardState() == null) {
            json.putNull("hardState");
        } else {
            state.put("term", found.hardState().term());
            state.set("votedFor", member(found.hardState().votedFor()));
            state.put("incarnation", found.hardState().incarnation());
            state.put("recovering", found.hardState().recovering());
        }
        if (found.log() == null) {
            json.putNull("log");
        } else {
            json.set("log", log(found.log()));
        }
        ArrayNode batches = json.putArray("batches");
        for (Inspection.Batch batch : found.batches()) {
            batches.addObject()
                    .put("number", batch.sequence())
                    .put("firstIndex", batch.firstIndex())
                    .put("lastIndex", batch.last().index())
                    .put("lastTerm", batch.last().term());
        }
        json.put("acknowledgedBatch", found.acknowledgedBatch());
        ArrayNode snapshots = json.putArray("snapshots");
        for (Inspection.Snapshot snapshot : found.snapshots()) {
            ObjectNode one = snapshots.addObject().put("name", snapshot.name()).put("damage", snapshot.damage());
            if (snapshot.meta() != null) {
                one.put("lastIndex", snapshot.meta().last().index())
                        .put("lastTerm", snapshot.meta().last().term())
                        .put("bytes", snapshot.meta().bytes());
            }
        }
        return json;
    }

    /** Of data of which no more than this can be told. */
    static ObjectNode toJson(Verdict verdict) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("verdict", verdict.word());
        if (verdict instanceof Verdict.Torn torn) {
            json.put("why", torn.what());
        } else if (verdict instanceof Verdict.Damaged damaged) {
            json.put("why", damaged.why())
                    .put("firstIndex", damaged.firstIndex())
                    .put("lastIndex", damaged.lastIndex());
        } else if (verdict instanceof Verdict.Amnesia amnesia) {
            json.put("why", amnesia.why());
        }
        return json;
    }

    private static ObjectNode log(Inspection.Log log) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("firstIndex", log.base().index() + 1)
                .put("lastIndex", log.last().index())
                .put("lastTerm", log.last().term())
                .put("entries", log.entries())
                .put("payloadBytes", log.payloadBytes());
        ArrayNode terms = json.putArray("terms");
        for (Inspection.TermRun run : log.terms()) {
            terms.addObject()
                    .put("term", run.term())
                    .put("firstIndex", run.firstIndex())
                    .put("lastIndex", run.lastIndex());
        }
        ArrayNode configurations = json.putArray("configurations");
        configurations.add(configuration(0, log.initial()));
        for (Inspection.ConfigurationEntry entry : log.configurations()) {
            configurations.add(configuration(entry.index(), entry.configuration()));
        }
        return json;
    }

    private static ObjectNode configuration(long index, Configuration configuration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", index);
        json.set("voters", members(configuration.voters()));
        json.set("outgoing", members(configuration.outgoing()));
        json.set("learners", members(configuration.learners()));
        return json;
    }

    private static ArrayNode members(List<Member> members) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        members.forEach(member -> json.add(member(member)));
        return json;
    }

    private static ObjectNode member(Member member) {
        return member == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("nodeId", member.nodeId())
                        .put("diskId", member.diskId());
    }

    private static String describe(Configuration configuration) {
        if (configuration.voters().isEmpty()) {
            return "nobody";
        }
        return "voters " + configuration.voters()
                + (configuration.outgoing().isEmpty() ? "" : ", outgoing " + configuration.outgoing())
                + (configuration.learners().isEmpty() ? "" : ", learners " + configuration.learners());
    }

    private static String name(Member member) {
        return "node " + member.nodeId() + ", disk " + member.diskId();
    }

    private static String why(Verdict verdict) {
        if (verdict instanceof Verdict.Torn torn) {
            return ": cut " + torn.what();
        }
        if (verdict instanceof Verdict.Damaged damaged) {
            String range = damaged.firstIndex() <= damaged.lastIndex()
                    ? "entries " + damaged.firstIndex() + " to " + damaged.lastIndex() + ": "
                    : "";
            return ": " + range + damaged.why();
        }
        return verdict instanceof Verdict.Amnesia amnesia ? ": " + amnesia.why() : "";
    }
}
