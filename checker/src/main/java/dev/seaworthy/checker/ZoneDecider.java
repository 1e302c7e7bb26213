package dev.seaworthy.checker;

import dev.seaworthy.checker.search.Limits;
import dev.seaworthy.checker.zones.Finding;
import dev.seaworthy.checker.zones.ZoneDecision;
import java.util.Optional;

/** Decides by zones, where all operations are those of a register. */
final class ZoneDecider implements PartitionDecider {
    static final String NAME = "zones";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <S> PartitionResult decide(
            History history, Partition partition, Model<S> model, long visitedMax, Limits limits) {
        if (!(model instanceof RegisterLike<S> register)) {
            return PartitionResult.unknown(NAME, "a " + model.name() + " is not a register", 0);
        }
        long needed = ZoneDecision.memoryBytes(partition.size()) + RegisterColumns.memoryBytes(partition.size());
        if (needed > limits.memoryMaxBytes()) {
            return PartitionResult.unknown(NAME, Sentences.needsMemory(needed, limits, partition), 0);
        }
        Optional<RegisterColumns> columns = RegisterColumns.of(history, partition, register);
        if (columns.isEmpty()) {
            return PartitionResult.unknown(NAME, "some operation does what a register cannot do", 0);
        }
        Finding finding = ZoneDecision.decide(columns.get().operations(), visitedMax, limits);
        Findings<S> findings = Findings.ofColumns(history, partition, model, columns.get());
        switch (finding.answer()) {
            case LINEARIZABLE:
                return PartitionResult.linearizable(NAME, findings.indexes(finding.order()), finding.visited());
            case NOT_LINEARIZABLE:
                return PartitionResult.notLinearizable(NAME, findings.ofZones(finding), finding.visited());
            default:
                return PartitionResult.unknown(NAME, Sentences.fallback(finding.fallback()), finding.visited());
        }
    }
}
