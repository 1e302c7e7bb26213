package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;

/**
 * What shrinking came to.
 *
 * @param scenario the smallest scenario found; its {@code expect} is the signature of the failure
 * @param violation how it fails
 * @param tries how many candidates were judged; the same however many of them were run at once
 * @param minimal whether no single fault, action or operation can be taken out of it any more without losing the
 *     failure; false only where the bound on tries ended the search
 */
public record Shrunk(Scenario scenario, Violation violation, long tries, boolean minimal) {
    /** How many operations clients do in it before the heal. */
    public int operations() {
        return scenario.operations().size();
    }
}
