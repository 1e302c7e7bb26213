package dev.seaworthy.sim.scenario;

import java.util.EnumSet;
import java.util.Set;

/** Changes of who takes part and who leads, with faults at the moments at which they would go wrong. */
enum ChangeTemplate implements Template {
    /**
     * A leader has just appended a change and is cut off with it; the next one is asked for another change as soon as
     * it is elected; then the first is back: two majorities without a common voter (thesis §4.1, the mistake of 2015).
     */
    RIVAL_CHANGES {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SPARES, Wish.EVEN_VOTERS, Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int leaders = dice.between(2, 4);
            for (int nth = 1; nth <= leaders; nth++) {
                Trigger elected = new Trigger(
                        TriggerEvent.BECAME_LEADER, 0, nth, dice.chance(60) ? 0 : dice.logUniform(10_000, 20_000_000));
                ActionKind kind = dice.oneOf(
                        ActionKind.REMOVE,
                        ActionKind.REMOVE,
                        ActionKind.PROMOTE,
                        ActionKind.ADD_LEARNER,
                        ActionKind.SWAP);
                plan.actOn(elected, kind, dice.oneOf(Manner.HASTY, Manner.HASTY, Manner.PATIENT));
                Trigger appended =
                        new Trigger(TriggerEvent.CONFIGURATION_APPENDED, 0, nth + 1, dice.logUniform(1, 2_000_000));
                PartitionShape shape = dice.oneOf(
                        PartitionShape.ISOLATE_FROM_PEERS,
                        PartitionShape.SPLIT,
                        PartitionShape.SPLIT,
                        PartitionShape.MUTE);
                plan.on(appended, FaultKind.PARTITION, shape, Template.anElection(dice, plan));
            }
        }
    },
    /** An operator who does not wait asks for change after change; leaders are cut off from peers meanwhile. */
    CHANGE_UPON_CHANGE {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SPARES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int bursts = dice.between(1, 3);
            for (int i = 0; i < bursts; i++) {
                long atNanos = Template.someTime(dice, plan);
                int changes = dice.between(2, 4);
                for (int j = 0; j < changes; j++) {
                    ActionKind kind = dice.oneOf(
                            ActionKind.REMOVE,
                            ActionKind.PROMOTE,
                            ActionKind.DEMOTE,
                            ActionKind.SWAP,
                            ActionKind.ADD_LEARNER);
                    plan.act(atNanos + j, kind, dice.oneOf(Manner.HASTY, Manner.HASTY, Manner.STALE));
                }
            }
            int cuts = dice.between(1, 4);
            for (int i = 0; i < cuts; i++) {
                plan.on(
                        Template.soonAfter(TriggerEvent.CONFIGURATION_APPENDED, dice, 8),
                        FaultKind.PARTITION,
                        dice.oneOf(PartitionShape.ISOLATE_FROM_PEERS, PartitionShape.SPLIT, PartitionShape.MUTE),
                        Template.anElection(dice, plan));
            }
        }
    },
    /** Several voters change places at once; the leader and the links fail while two majorities decide. */
    TWO_MAJORITIES {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SPARES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int swaps = dice.between(2, 4);
            for (int i = 0; i < swaps; i++) {
                plan.act(Template.someTime(dice, plan), ActionKind.SWAP, Manner.PATIENT, 0, dice.between(1, 3));
            }
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.JOINT_ENTERED,
                        TriggerEvent.JOINT_ENTERED,
                        TriggerEvent.JOINT_LEFT,
                        TriggerEvent.CONFIGURATION_ACTIVE);
                Trigger trigger = new Trigger(moment, 0, dice.between(1, 4), Template.soon(dice));
                if (dice.chance(60)) {
                    PartitionShape shape = dice.oneOf(
                            PartitionShape.SPLIT,
                            PartitionShape.SPLIT,
                            PartitionShape.ISOLATE_FROM_PEERS,
                            PartitionShape.BRIDGE);
                    plan.on(trigger, FaultKind.PARTITION, shape, Template.anElection(dice, plan));
                } else {
                    plan.on(trigger, FaultKind.CRASH, null, Template.aWhile(dice, plan));
                }
            }
        }
    },
    /** The leader is removed or demoted under load, and it or its followers fail while it still leads. */
    LEADER_LEAVES {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SPARES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                ActionKind kind = dice.oneOf(ActionKind.REMOVE, ActionKind.REMOVE, ActionKind.DEMOTE);
                plan.act(Template.someTime(dice, plan), kind, Manner.PATIENT);
                plan.act(Template.someTime(dice, plan), ActionKind.PROMOTE, Manner.PATIENT);
            }
            int faults = dice.between(1, 4);
            for (int i = 0; i < faults; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.CONFIGURATION_APPENDED, TriggerEvent.CONFIGURATION_COMMITTED);
                Trigger trigger = Template.soonAfter(moment, dice, 10);
                if (dice.chance(50)) {
                    plan.on(trigger, FaultKind.CRASH, null, Template.aWhile(dice, plan));
                } else {
                    plan.on(trigger, FaultKind.PARTITION, Template.cutOff(dice), Template.anElection(dice, plan));
                }
            }
        }
    },
    /** A learner is promoted, hears nothing of it, and the voter that the others cannot spare is lost for good. */
    UNKNOWING_VOTER {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SPARES, Wish.THREE_VOTERS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            if (plan.voters() > 2) {
                // Fewer voters, so that the promoted one is needed.
                plan.act(plan.healNanos() / 40, ActionKind.DEMOTE, Manner.PATIENT);
            }
            long promotedAt = dice.between(plan.healNanos() / 10, plan.healNanos() * 2 / 3);
            plan.act(promotedAt, ActionKind.PROMOTE, Manner.PATIENT);
            int cuts = dice.between(1, 3);
            for (int i = 0; i < cuts; i++) {
                // Deaf before the configuration reaches it.
                Trigger appended = new Trigger(
                        TriggerEvent.CONFIGURATION_APPENDED, 0, dice.between(1, 4), dice.logUniform(1, 100_000));
                long node = dice.between(1, plan.nodes());
                plan.on(
                        appended,
                        FaultKind.PARTITION,
                        PartitionShape.ISOLATE_FROM_PEERS,
                        node,
                        Template.anElection(dice, plan));
            }
            int losses = dice.between(1, 2);
            for (int i = 0; i < losses; i++) {
                Trigger committed =
                        new Trigger(TriggerEvent.CONFIGURATION_COMMITTED, 0, dice.between(1, 6), Template.soon(dice));
                plan.on(committed, FaultKind.WIPE, null, plan.healNanos());
            }
        }
    },
    /** Leadership changes hands on request, under load; messages of the transfer come late or are cut off. */
    HANDOVER {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.LEASES, Wish.MANY_READS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int transfers = dice.between(3, 8);
            for (int i = 0; i < transfers; i++) {
                plan.act(Template.someTime(dice, plan), ActionKind.TRANSFER, dice.oneOf(Manner.PATIENT, Manner.HASTY));
            }
            int cuts = dice.between(2, 5);
            for (int i = 0; i < cuts; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.TIMEOUT_NOW_SENT, TriggerEvent.TIMEOUT_NOW_SENT, TriggerEvent.TRANSFER_STARTED);
                // The order to campaign gets through, and what follows does not reach the old leader.
                Trigger trigger = new Trigger(moment, 0, dice.between(1, transfers), dice.logUniform(1, 2_000_000));
                PartitionShape shape = dice.oneOf(
                        PartitionShape.ISOLATE_FROM_PEERS,
                        PartitionShape.DEAF,
                        PartitionShape.DEAF,
                        PartitionShape.MUTE);
                plan.on(trigger, FaultKind.PARTITION, shape, Template.anElection(dice, plan));
            }
            if (dice.chance(40)) {
                plan.at(Template.someTime(dice, plan), FaultKind.DELAY, null, 0, Template.anElection(dice, plan));
            }
        }
    },
    /**
     * Leadership has changed hands, and what followers answered the old leader before reaches it late, but earlier than
     * the news: does it confirm reads that came in between (thesis §6.4)?
     */
    OLD_ANSWERS {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.MANY_READS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int transfers = dice.between(3, 6);
            for (int nth = 1; nth <= transfers; nth++) {
                long atNanos = Template.someTime(dice, plan);
                long slowNanos = dice.logUniform(1_000_000, plan.patienceNanos());
                plan.at(Math.max(1, atNanos - slowNanos), FaultKind.DELAY, null, 0, slowNanos * 2);
                plan.act(atNanos, ActionKind.TRANSFER, Manner.PATIENT);
                // The order to campaign gets through, and only what is on its way already comes back.
                Trigger handedOver = new Trigger(TriggerEvent.TIMEOUT_NOW_SENT, 0, nth, dice.logUniform(1, 100_000));
                plan.on(
                        handedOver,
                        FaultKind.PARTITION,
                        PartitionShape.ISOLATE_FROM_PEERS,
                        dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 3));
            }
        }
    },
    /** Answers to heartbeats take long, and then the leader is cut off from its peers, not from its clients. */
    OLD_LEASE {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.LEASES, Wish.MANY_READS, Wish.DRIFTING_CLOCKS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 5);
            for (int i = 0; i < count; i++) {
                Trigger reading = new Trigger(
                        dice.oneOf(TriggerEvent.READ_STARTED, TriggerEvent.LEASE_READ), 0, dice.logUniform(1, 200), 0);
                long forNanos = dice.logUniform(plan.electionNanos(), plan.electionNanos() * 4);
                plan.on(reading, FaultKind.DELAY, null, forNanos);
                Trigger later = new Trigger(
                        reading.event(), 0, reading.nth(), dice.between(plan.patienceNanos() / 4, forNanos));
                PartitionShape shape =
                        dice.oneOf(PartitionShape.MUTE, PartitionShape.MUTE, PartitionShape.ISOLATE_FROM_PEERS);
                plan.on(later, FaultKind.PARTITION, shape, Template.anElection(dice, plan));
                if (dice.chance(40)) {
                    plan.on(
                            later,
                            FaultKind.PAUSE,
                            null,
                            dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 3));
                }
            }
        }
    },
    /** Machines are restarted in a newer release, one after the other, while the cluster works. */
    ROLLING_UPGRADE {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.OLD_RELEASE, Wish.FREQUENT_SNAPSHOTS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int actions = dice.between(2, 4);
            for (int i = 0; i < actions; i++) {
                ActionKind kind = dice.oneOf(ActionKind.TRANSFER, ActionKind.ADD_LEARNER, ActionKind.SWAP);
                plan.act(Template.someTime(dice, plan), kind, Manner.PATIENT);
            }
            int cuts = dice.between(1, 3);
            for (int i = 0; i < cuts; i++) {
                plan.on(
                        Template.soonAfter(TriggerEvent.BECAME_LEADER, dice, 4),
                        FaultKind.PARTITION,
                        Template.cutOff(dice),
                        Template.anElection(dice, plan));
            }
        }
    }
}
