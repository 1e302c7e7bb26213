package dev.seaworthy.sim.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A few faults and actions that belong together: they come at the moments of the protocol at which a certain mistake in
 * an implementation would show. What is random is how often, which occurrence of the moment, how soon after it and for
 * how long.
 */
interface Template {
    /** Adds its faults and actions. */
    void add(Dice dice, FaultPlan plan);

    /** What it wants of the rest of its scenario. */
    default Set<Wish> wishes() {
        return EnumSet.noneOf(Wish.class);
    }

    /** Its name in the scenario's profile. */
    String name();

    /** Every template there is. */
    static List<Template> all() {
        List<Template> all = new ArrayList<>();
        Collections.addAll(all, FaultTemplate.values());
        Collections.addAll(all, ChangeTemplate.values());
        Collections.addAll(all, LossTemplate.values());
        Collections.addAll(all, DamageTemplate.values());
        Collections.addAll(all, WeatherTemplate.values());
        return all;
    }

    /** Some occurrence of a moment, an early one more likely, and at once or within three milliseconds. */
    static Trigger soonAfter(TriggerEvent moment, Dice dice, int nthMax) {
        return new Trigger(moment, 0, dice.logUniform(1, nthMax), soon(dice));
    }

    /** At once, or within three milliseconds. */
    static long soon(Dice dice) {
        return dice.chance(50) ? 0 : dice.logUniform(10_000, 3_000_000);
    }

    /** Back before the others give it up. */
    static long shortWhile(Dice dice, FaultPlan plan) {
        return dice.logUniform(1_000_000, plan.patienceNanos());
    }

    /** Up to several elections. */
    static long aWhile(Dice dice, FaultPlan plan) {
        return dice.logUniform(1_000_000, plan.electionNanos() * 4);
    }

    /** Long enough for the others to elect another leader. */
    static long anElection(Dice dice, FaultPlan plan) {
        return dice.logUniform(plan.electionNanos(), plan.electionNanos() * 5);
    }

    /** Some time before the heal, not too late for something to come of it. */
    static long someTime(Dice dice, FaultPlan plan) {
        return dice.between(plan.healNanos() / 40, plan.healNanos() * 3 / 4);
    }

    /** A shape that cuts one node off. */
    static PartitionShape cutOff(Dice dice) {
        return dice.oneOf(PartitionShape.ISOLATE, PartitionShape.ISOLATE_FROM_PEERS, PartitionShape.ISOLATE_FROM_PEERS);
    }
}
