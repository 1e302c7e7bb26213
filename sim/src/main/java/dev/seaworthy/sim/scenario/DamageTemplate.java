package dev.seaworthy.sim.scenario;

import java.util.EnumSet;
import java.util.Set;

/** Disks that rot, fail or fill up at the moments at which that hurts most. */
enum DamageTemplate implements Template {
    /** A follower vouches for an entry, and its disk rots; the leader goes; a laggard asks for its vote. */
    ROTTEN_WITNESS {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.THREE_VOTERS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            LossTemplate.loseWitnesses(dice, plan, dice.chance(70) ? FaultKind.BIT_ROT : FaultKind.HOLE);
            plan.on(
                    Template.soonAfter(TriggerEvent.VOTE_SENT, dice, 8),
                    FaultKind.BIT_ROT,
                    null,
                    Template.shortWhile(dice, plan));
        }
    },
    /** The power fails between writes, and the disk has kept a later one without an earlier one. */
    HOLED_LOG {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.FOLLOWER_APPENDED,
                        TriggerEvent.FOLLOWER_APPENDED,
                        TriggerEvent.LEADER_APPENDED,
                        TriggerEvent.TRUNCATED,
                        TriggerEvent.COMPACTED);
                boolean often = moment == TriggerEvent.FOLLOWER_APPENDED || moment == TriggerEvent.LEADER_APPENDED;
                plan.on(
                        Template.soonAfter(moment, dice, often ? 100 : 6),
                        dice.oneOf(FaultKind.HOLE, FaultKind.HOLE, FaultKind.CRASH),
                        null,
                        Template.aWhile(dice, plan));
                if (dice.chance(50)) {
                    plan.on(
                            Template.soonAfter(TriggerEvent.LEADER_APPENDED, dice, 60),
                            FaultKind.SLOW_DISK,
                            null,
                            Template.anElection(dice, plan));
                }
            }
        }
    },
    /**
     * A follower replaces entries that conflict with its leader's, its disk hangs, and of what was handed to it the
     * power failure takes the first batch and not the next: an entry that was replaced stands before those that
     * replaced the rest.
     */
    HOLED_TRUNCATION {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            FaultTemplate.addTails(dice, plan, dice.between(2, 4));
            int count = dice.between(1, 3);
            for (int nth = 1; nth <= count; nth++) {
                Trigger replaced = new Trigger(TriggerEvent.TRUNCATED, 0, nth, 0);
                plan.on(replaced, FaultKind.STALL_DISK, null, Template.anElection(dice, plan));
                Trigger later =
                        new Trigger(TriggerEvent.TRUNCATED, 0, nth, dice.logUniform(200_000, plan.patienceNanos()));
                plan.on(later, FaultKind.HOLE, null, Template.shortWhile(dice, plan));
            }
        }
    },
    /** Writes and syncs fail when a vote is cast, when entries are handed over, and when logs are cut. */
    FAILING_DISK {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 5);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.VOTE_CAST,
                        TriggerEvent.BECAME_CANDIDATE,
                        TriggerEvent.LEADER_APPENDED,
                        TriggerEvent.FOLLOWER_APPENDED,
                        TriggerEvent.TRUNCATED,
                        TriggerEvent.COMPACTED);
                boolean often = moment == TriggerEvent.FOLLOWER_APPENDED || moment == TriggerEvent.LEADER_APPENDED;
                plan.on(
                        Template.soonAfter(moment, dice, often ? 100 : 6),
                        FaultKind.WRITE_ERROR,
                        null,
                        Template.aWhile(dice, plan));
            }
            plan.on(
                    Template.soonAfter(TriggerEvent.LEADER_COMMITTED, dice, 80),
                    FaultKind.READ_ERROR,
                    null,
                    Template.anElection(dice, plan));
            plan.on(
                    Template.soonAfter(TriggerEvent.CHUNK_SENT, dice, 8),
                    FaultKind.READ_ERROR,
                    null,
                    Template.anElection(dice, plan));
            plan.at(
                    Template.someTime(dice, plan),
                    FaultKind.CRASH,
                    null,
                    dice.between(1, plan.voters()),
                    Template.anElection(dice, plan));
        }
    },
    /** The leader's disk fills up, and then perhaps that of whoever takes over. */
    NO_SPACE_LEFT {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(1, 3);
            for (int nth = 1; nth <= count; nth++) {
                Trigger elected = new Trigger(
                        TriggerEvent.BECAME_LEADER, 0, nth, dice.logUniform(1_000_000, plan.electionNanos() * 3));
                plan.on(
                        elected,
                        FaultKind.FULL_DISK,
                        null,
                        dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 8));
            }
            plan.on(
                    Template.soonAfter(TriggerEvent.FOLLOWER_APPENDED, dice, 100),
                    FaultKind.FULL_DISK,
                    null,
                    Template.anElection(dice, plan));
            plan.on(
                    Template.soonAfter(TriggerEvent.LEADER_COMMITTED, dice, 80),
                    dice.oneOf(FaultKind.CRASH, FaultKind.KILL),
                    null,
                    Template.aWhile(dice, plan));
        }
    }
}
