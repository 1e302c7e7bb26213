package dev.seaworthy.node;

import dev.seaworthy.engine.core.HaltCode;

/**
 * Why a replica halted, and with it its node. The process and its other nodes go on.
 *
 * @param code what kind of failure
 * @param evidence what was found, for people
 */
public record NodeHalt(HaltCode code, String evidence) {}
