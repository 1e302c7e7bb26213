package dev.seaworthy.service.ops;

import dev.seaworthy.node.transport.HostPort;

/**
 * The door for operators' tools.
 *
 * @param listen where it is
 * @param plaintext whether it speaks plaintext, on any network, whatever the other doors speak; else it has their
 *     certificates, and without any, plaintext on the loopback interface alone
 */
public record OpsOptions(HostPort listen, boolean plaintext) {}
