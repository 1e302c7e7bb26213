package dev.seaworthy.sim.scenario;

/**
 * One operation that a client is to do. What it is, on which key and at which node first, is drawn, keyed by the two
 * numbers: taking one operation out of a scenario leaves what the others are as it was.
 *
 * @param client which client, from 1
 * @param operation the number of the operation among those of its client, from 0 and below
 *     {@link WorkloadSpec#operationsPerClient()}
 * @param atNanos when it begins, in virtual nanoseconds; later if the client is still busy with the one before
 */
public record ClientStep(int client, long operation, long atNanos) {
    public ClientStep {
        if (client < 1 || operation < 0 || atNanos < 0) {
            throw new IllegalArgumentException("a client's operation needs client >= 1, operation >= 0 and atNanos >= 0"
                    + ", got " + client + ", " + operation + ", " + atNanos);
        }
    }
}
