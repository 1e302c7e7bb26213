package dev.seaworthy.service.ops;

import java.nio.file.Path;

/**
 * The member that is looked at.
 *
 * @param nodeId which node
 * @param version which version it runs
 * @param data its data directory
 * @param store its state machine
 * @param question what its state machine answers quickly
 */
public record OpsSubject(long nodeId, String version, Path data, MeteredStateMachine store, byte[] question) {}
