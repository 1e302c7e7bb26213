package dev.seaworthy.checker;

import dev.seaworthy.checker.search.JustInTimeSearch.End;
import dev.seaworthy.checker.search.Limits;
import dev.seaworthy.checker.search.PatientSearch;
import dev.seaworthy.checker.search.Problem;
import java.util.Optional;

/** Searches: the operations of a register in columns, those of any other model by asking the model. */
final class JustInTimeDecider implements PartitionDecider {
    static final String NAME = "just-in-time";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public <S> PartitionResult decide(
            History history, Partition partition, Model<S> model, long visitedMax, Limits limits) {
        long needed = PatientSearch.memoryBytes(partition.size()) + RegisterColumns.memoryBytes(partition.size());
        if (needed > limits.memoryMaxBytes()) {
            return PartitionResult.unknown(NAME, Sentences.needsMemory(needed, limits, partition), 0);
        }
        Optional<RegisterColumns> columns = model instanceof RegisterLike<S> register
                ? RegisterColumns.of(history, partition, register)
                : Optional.empty();
        if (columns.isPresent()) {
            Problem problem = columns.get().operations().toProblem();
            Findings<S> findings = Findings.ofColumns(history, partition, model, columns.get());
            return run(new PatientSearch(problem, limits), findings, visitedMax, limits);
        }
        ModelSteps<S> steps = new ModelSteps<>(model);
        Problem problem = steps.problemOf(history, partition);
        Findings<S> findings = Findings.ofModel(history, partition, model, steps);
        return run(new PatientSearch(problem, limits), findings, visitedMax, limits);
    }

    private static PartitionResult run(PatientSearch search, Findings<?> findings, long visitedMax, Limits limits) {
        End end = search.run(visitedMax);
        switch (end) {
            case FOUND:
                return PartitionResult.linearizable(NAME, findings.indexes(search.order()), search.visited());
            case EXHAUSTED:
                return PartitionResult.notLinearizable(NAME, findings.ofSearch(search), search.visited());
            default:
                String reason = Sentences.gaveUp(end, visitedMax, limits, search.isMemoryFull(), findings.partition());
                return PartitionResult.unknown(NAME, reason, search.visited());
        }
    }
}
