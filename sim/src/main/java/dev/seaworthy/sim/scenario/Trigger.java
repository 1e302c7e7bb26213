package dev.seaworthy.sim.scenario;

/**
 * Injects a fault when the protocol reaches a certain moment, counted from the start of the run.
 *
 * @param event the moment
 * @param node only when this node does it; 0 for any
 * @param nth the how-manieth such moment, from 1
 * @param delayNanos how long after the moment the fault strikes
 */
public record Trigger(TriggerEvent event, long node, int nth, long delayNanos) {
    public Trigger {
        if (nth < 1 || delayNanos < 0 || node < 0) {
            throw new IllegalArgumentException("a trigger needs nth >= 1, delayNanos >= 0 and node >= 0");
        }
    }
}
