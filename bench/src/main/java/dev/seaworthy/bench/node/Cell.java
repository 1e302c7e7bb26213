package dev.seaworthy.bench.node;

/**
 * One line of the plan.
 *
 * @param clients how many requests are outstanding at any time: each that is answered is followed by another
 * @param valueBytes how large values are
 */
record Cell(Workload workload, int valueBytes, int clients) {}
