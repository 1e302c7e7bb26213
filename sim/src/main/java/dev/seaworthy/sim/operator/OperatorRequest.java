package dev.seaworthy.sim.operator;

import dev.seaworthy.engine.core.MembershipChange;

/**
 * What the operator asks of a node.
 *
 * @param number tells requests apart, from 1
 * @param kind what it asks for
 * @param change the change asked for; null for another kind
 * @param target who is to lead; 0 for the best, and for another kind
 */
public record OperatorRequest(int number, Kind kind, MembershipChange change, long target) {
    /** What a request is. */
    public enum Kind {
        /** To be told the configuration. */
        LOOK,
        /** To change it. */
        CHANGE,
        /** To hand leadership over. */
        TRANSFER
    }
}
