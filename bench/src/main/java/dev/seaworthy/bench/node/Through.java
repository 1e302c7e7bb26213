package dev.seaworthy.bench.node;

/** Which servers clients talk to. */
enum Through {
    /** All of them to the one that leads. */
    LEADER,
    /** By turns to those that do not lead. */
    FOLLOWERS,
    /** By turns to each. */
    ALL
}
