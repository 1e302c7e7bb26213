package dev.seaworthy.sim.scenario;

/** Draws actions of the operator that begin at a time, whatever the protocol is doing then. */
final class TimedActions {
    private final Dice dice;
    private final FaultPlan plan;

    TimedActions(Dice dice, FaultPlan plan) {
        this.dice = dice;
        this.plan = plan;
    }

    /** Adds {@code count} actions. */
    void add(int count) {
        for (int i = 0; i < count; i++) {
            ActionKind kind = dice.oneOf(ActionKind.values());
            int percent = dice.between(0, 99);
            Manner manner = percent < 65 ? Manner.PATIENT : percent < 88 ? Manner.HASTY : Manner.STALE;
            long node = dice.chance(60) ? 0 : dice.between(1, plan.nodes());
            int machines = kind == ActionKind.SWAP ? dice.between(1, 3) : 1;
            plan.act(dice.between(plan.healNanos() / 50, plan.healNanos() * 9 / 10), kind, manner, node, machines);
        }
    }

    /** Adds a replacement of whatever is lost by then, so that lost disks do not stay lost in most runs. */
    void addRepairs(int count) {
        for (int i = 0; i < count; i++) {
            plan.act(
                    dice.between(plan.healNanos() / 10, plan.healNanos() * 9 / 10), ActionKind.REPLACE, Manner.PATIENT);
        }
    }
}
