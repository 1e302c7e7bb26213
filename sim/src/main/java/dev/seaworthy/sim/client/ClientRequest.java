package dev.seaworthy.sim.client;

/**
 * What a client asks a node.
 *
 * @param client who asks, from 1
 * @param operation the number of the client's operation
 * @param attempt the how-manieth attempt at it, from 1
 * @param read whether {@code body} is a query for a linearizable read; else it is a command to propose
 * @param body the query or the command with its session; not to be changed
 */
public record ClientRequest(int client, long operation, int attempt, boolean read, byte[] body) {}
