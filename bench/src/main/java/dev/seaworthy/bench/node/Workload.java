package dev.seaworthy.bench.node;

/** What clients ask for. */
enum Workload {
    /** Writes. */
    PUT,
    /** Linearizable reads of one key. */
    GET,
    /** One or the other, by the toss of a coin. */
    MIXED
}
