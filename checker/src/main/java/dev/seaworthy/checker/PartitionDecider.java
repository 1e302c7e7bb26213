package dev.seaworthy.checker;

import dev.seaworthy.checker.search.Limits;

/** An algorithm that judges one partition at a time. Stateless, as several threads may use it at once. */
interface PartitionDecider {
    /** The name that results carry. */
    String name();

    /** What it makes of the partition, entering at most as many configurations. */
    <S> PartitionResult decide(History history, Partition partition, Model<S> model, long visitedMax, Limits limits);
}
