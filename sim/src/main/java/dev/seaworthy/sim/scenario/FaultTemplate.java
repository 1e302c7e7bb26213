package dev.seaworthy.sim.scenario;

import java.util.EnumSet;
import java.util.Set;

/** Faults at the moments at which elections, replication, commitment, reads or snapshots would go wrong. */
enum FaultTemplate implements Template {
    /** Voters crash right after voting and are back while the election is still on: would they vote again? */
    LOST_VOTE {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            addElections(dice, plan, 3);
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.VOTE_CAST, TriggerEvent.VOTE_SENT, TriggerEvent.VOTE_SENT);
                plan.on(
                        Template.soonAfter(moment, dice, 10),
                        died(dice),
                        null,
                        dice.logUniform(200_000, plan.patienceNanos() / 4));
            }
        }
    },
    /**
     * Leader after leader goes down soon after its election and returns: the chain of figure 8 of the paper (§5.4.2).
     */
    LEADER_CHAIN {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(3, 6);
            for (int nth = 1; nth <= count; nth++) {
                // Long enough to hand over a few entries, short enough not to hand over all.
                long delayNanos = dice.logUniform(100_000, plan.patienceNanos() / 2);
                Trigger elected = new Trigger(TriggerEvent.BECAME_LEADER, 0, nth, delayNanos);
                long forNanos = dice.logUniform(plan.patienceNanos() / 2, plan.electionNanos() * 4);
                if (dice.chance(50)) {
                    plan.on(elected, FaultKind.CRASH, null, forNanos);
                } else {
                    plan.on(elected, FaultKind.PARTITION, Template.cutOff(dice), forNanos);
                }
            }
        }
    },
    /**
     * An entry reaches few nodes; a leader who has not got it is elected and not heard; the first leader returns,
     * spreads the entry and goes down when it has: was the entry committed (§5.4.2, figure 8)?
     */
    OLD_ENTRY {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int splits = dice.between(1, 3);
            for (int i = 0; i < splits; i++) {
                long atNanos = dice.between(plan.healNanos() / 20, plan.healNanos() * 3 / 4);
                long forNanos = dice.logUniform(plan.electionNanos(), plan.electionNanos() * 3);
                plan.at(atNanos, FaultKind.PARTITION, PartitionShape.SPLIT, 0, forNanos);
            }
            int candidates = dice.between(1, 4);
            for (int nth = 2; nth < 2 + candidates; nth++) {
                // When its requests have left and the votes are on their way.
                Trigger standing =
                        new Trigger(TriggerEvent.BECAME_CANDIDATE, 0, nth, dice.logUniform(50_000, 20_000_000));
                long forNanos = dice.logUniform(plan.electionNanos(), plan.electionNanos() * 4);
                plan.on(standing, FaultKind.PARTITION, PartitionShape.MUTE, forNanos);
            }
            int crashes = dice.between(2, 4);
            for (int i = 0; i < crashes; i++) {
                long afterNanos = dice.logUniform(500_000, plan.patienceNanos() / 2);
                Trigger elected = new Trigger(TriggerEvent.BECAME_LEADER, 0, dice.between(2, 7), afterNanos);
                long forNanos = dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 5);
                plan.on(elected, FaultKind.CRASH, null, forNanos);
            }
        }
    },
    /**
     * A leader is cut off from its peers, not from its clients, gathers entries of its own and comes back with them
     * (§5.3).
     */
    UNREPLICATED_TAIL {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            addTails(dice, plan, dice.between(1, 3));
            if (dice.chance(40)) {
                plan.on(
                        Template.soonAfter(TriggerEvent.STEPPED_DOWN, dice, 3),
                        struck(dice),
                        null,
                        Template.shortWhile(dice, plan));
            }
        }
    },
    /** A leader crashes when it has just committed, before its followers know. */
    LOST_COMMIT {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(1, 4);
            for (int i = 0; i < count; i++) {
                plan.on(
                        Template.soonAfter(TriggerEvent.LEADER_COMMITTED, dice, 60),
                        FaultKind.CRASH,
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /** Followers crash when they write entries or have just acknowledged them: was what they acknowledged durable? */
    LOST_ACKNOWLEDGEMENT {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.FOLLOWER_APPENDED, TriggerEvent.APPEND_ACKED, TriggerEvent.APPEND_ACKED);
                plan.on(Template.soonAfter(moment, dice, 120), died(dice), null, Template.aWhile(dice, plan));
            }
            plan.on(
                    Template.soonAfter(TriggerEvent.LEADER_COMMITTED, dice, 40),
                    dice.chance(60) ? FaultKind.CRASH : FaultKind.PAUSE,
                    null,
                    Template.aWhile(dice, plan));
        }
    },
    /** A follower goes down or out of reach in the middle of replacing entries that conflict with its leader's. */
    LOST_TRUNCATION {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            addTails(dice, plan, dice.between(2, 3));
            int count = dice.between(1, 3);
            for (int nth = 1; nth <= count; nth++) {
                Trigger truncated = new Trigger(TriggerEvent.TRUNCATED, 0, nth, Template.soon(dice));
                if (dice.chance(60)) {
                    plan.on(truncated, FaultKind.CRASH, null, Template.shortWhile(dice, plan));
                } else {
                    plan.on(truncated, FaultKind.PARTITION, Template.cutOff(dice), Template.aWhile(dice, plan));
                }
            }
        }
    },
    /** A leader takes a read and is deposed before it answers, while its clients still reach it (thesis 6.4). */
    STALE_READ {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                Trigger reading = Template.soonAfter(TriggerEvent.READ_STARTED, dice, 60);
                long forNanos = dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 4);
                if (dice.chance(30)) {
                    plan.on(reading, FaultKind.PAUSE, null, forNanos);
                } else {
                    PartitionShape shape = dice.oneOf(
                            PartitionShape.ISOLATE_FROM_PEERS, PartitionShape.ISOLATE_FROM_PEERS, PartitionShape.DEAF);
                    plan.on(reading, FaultKind.PARTITION, shape, forNanos);
                }
            }
        }
    },
    /** Messages of elections arrive twice and late, in other terms than they were sent in. */
    REPEATED_VOTES {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            addElections(dice, plan, 3);
            int splits = dice.between(0, 2);
            for (int i = 0; i < splits; i++) {
                // A minority whose votes are repeated.
                long atNanos = dice.between(plan.healNanos() / 20, plan.healNanos() * 4 / 5);
                long forNanos = dice.logUniform(plan.electionNanos(), plan.electionNanos() * 6);
                plan.at(atNanos, FaultKind.PARTITION, PartitionShape.SPLIT, 0, forNanos);
                plan.at(atNanos, FaultKind.DUPLICATION, null, 0, forNanos);
            }
            int count = dice.between(1, 3);
            for (int i = 0; i < count; i++) {
                Trigger campaigning = Template.soonAfter(TriggerEvent.BECAME_CANDIDATE, dice, 4);
                plan.on(
                        campaigning,
                        FaultKind.DUPLICATION,
                        null,
                        dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 3));
                if (dice.chance(50)) {
                    plan.on(
                            campaigning,
                            FaultKind.DELAY,
                            null,
                            dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 3));
                }
            }
        }
    },
    /** Replicas crash around a snapshot of their own, and start from it or from the one before. */
    LOST_SNAPSHOT {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.FREQUENT_SNAPSHOTS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.SNAPSHOT_CAPTURED, TriggerEvent.SNAPSHOT_SAVED, TriggerEvent.COMPACTED);
                plan.on(Template.soonAfter(moment, dice, 12), died(dice), null, Template.aWhile(dice, plan));
            }
        }
    },
    /** All replicas crash at the same moment: only what is on disks is left. */
    BLACKOUT {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(1, 2);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.LEADER_COMMITTED,
                        TriggerEvent.APPEND_ACKED,
                        TriggerEvent.BECAME_LEADER,
                        TriggerEvent.VOTE_SENT);
                Trigger trigger = Template.soonAfter(moment, dice, isOfElections(moment) ? 4 : 60);
                for (int node = 1; node <= plan.nodes(); node++) {
                    plan.on(trigger, FaultKind.CRASH, null, node, Template.shortWhile(dice, plan));
                }
            }
        }
    };

    private static FaultKind died(Dice dice) {
        return dice.oneOf(FaultKind.CRASH, FaultKind.CRASH, FaultKind.KILL);
    }

    private static FaultKind struck(Dice dice) {
        return dice.oneOf(FaultKind.CRASH, FaultKind.PAUSE);
    }

    private static boolean isOfElections(TriggerEvent moment) {
        return moment == TriggerEvent.BECAME_LEADER || moment == TriggerEvent.VOTE_SENT;
    }

    /** Takes the first leaders out, so that there are elections to disturb. */
    private static void addElections(Dice dice, FaultPlan plan, int countMax) {
        int count = dice.between(1, countMax);
        for (int nth = 1; nth <= count; nth++) {
            Trigger elected = new Trigger(
                    TriggerEvent.BECAME_LEADER, 0, nth, dice.logUniform(1_000_000, plan.electionNanos() * 2));
            long forNanos = dice.logUniform(plan.patienceNanos() / 2, plan.electionNanos() * 3);
            if (dice.chance(50)) {
                plan.on(elected, FaultKind.CRASH, null, forNanos);
            } else {
                plan.on(elected, FaultKind.PARTITION, PartitionShape.ISOLATE, forNanos);
            }
        }
    }

    static void addTails(Dice dice, FaultPlan plan, int count) {
        for (int i = 0; i < count; i++) {
            plan.on(
                    Template.soonAfter(TriggerEvent.LEADER_APPENDED, dice, 40),
                    FaultKind.PARTITION,
                    PartitionShape.ISOLATE_FROM_PEERS,
                    dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 4));
        }
    }
}
