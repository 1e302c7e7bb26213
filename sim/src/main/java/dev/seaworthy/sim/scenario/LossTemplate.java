package dev.seaworthy.sim.scenario;

import java.util.EnumSet;
import java.util.Set;

/** Lost disks, lost ends of logs, stalled disks, and the snapshots that bring replicas back. */
enum LossTemplate implements Template {
    /** A follower vouches for an entry and loses its disk; the leader goes; a laggard asks for its vote. */
    WIPED_WITNESS {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.THREE_VOTERS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            loseWitnesses(dice, plan, FaultKind.WIPE);
            if (dice.chance(60)) {
                plan.act(Template.someTime(dice, plan), ActionKind.REPLACE, Manner.PATIENT);
            }
        }
    },
    /** The same, but only the end of the log is lost: the replica is back under its own name and has to recover. */
    FORGETFUL_WITNESS {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.THREE_VOTERS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            loseWitnesses(dice, plan, FaultKind.LOSE_SUFFIX);
        }
    },
    /** A replica that recovers fails again, or its leader does. */
    INTERRUPTED_RECOVERY {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int losses = dice.between(1, 3);
            for (int i = 0; i < losses; i++) {
                long node = dice.between(1, plan.voters());
                plan.at(
                        Template.someTime(dice, plan),
                        FaultKind.LOSE_SUFFIX,
                        null,
                        node,
                        Template.shortWhile(dice, plan));
            }
            int restarts = dice.between(1, 3);
            for (int i = 0; i < restarts; i++) {
                Trigger recovering = new Trigger(
                        TriggerEvent.RECOVERY_BEGAN,
                        0,
                        dice.between(1, 3),
                        dice.logUniform(100_000, plan.electionNanos()));
                plan.on(
                        recovering,
                        dice.oneOf(FaultKind.CRASH, FaultKind.KILL, FaultKind.LOSE_SUFFIX),
                        null,
                        Template.aWhile(dice, plan));
            }
            int cuts = dice.between(0, 2);
            for (int i = 0; i < cuts; i++) {
                Trigger recovered = new Trigger(
                        dice.oneOf(TriggerEvent.RECOVERY_BEGAN, TriggerEvent.RECOVERY_ENDED),
                        0,
                        1,
                        Template.soon(dice));
                plan.on(recovered, FaultKind.PARTITION, Template.cutOff(dice), Template.anElection(dice, plan));
            }
            plan.on(
                    Template.soonAfter(TriggerEvent.LEADER_COMMITTED, dice, 80),
                    FaultKind.CRASH,
                    null,
                    Template.aWhile(dice, plan));
        }
    },
    /** A follower lags so far that it is sent a snapshot; its pieces come late and twice. */
    LATE_SNAPSHOT {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.FREQUENT_SNAPSHOTS, Wish.SHORT_LOGS, Wish.SMALL_CHUNKS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            leaveBehind(dice, plan, dice.between(2, 4));
            int storms = dice.between(1, 3);
            for (int i = 0; i < storms; i++) {
                Trigger chunk = Template.soonAfter(TriggerEvent.CHUNK_SENT, dice, 30);
                long forNanos = dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 5);
                plan.on(chunk, FaultKind.DUPLICATION, null, forNanos);
                plan.on(chunk, FaultKind.DELAY, null, forNanos);
            }
        }
    },
    /** Sender or receiver of a snapshot fails between its pieces, when it is installed, or right after. */
    BROKEN_SNAPSHOT {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.FREQUENT_SNAPSHOTS, Wish.SHORT_LOGS, Wish.SMALL_CHUNKS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            leaveBehind(dice, plan, dice.between(2, 4));
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.CHUNK_SENT, TriggerEvent.SNAPSHOT_INSTALLED, TriggerEvent.SNAPSHOT_INSTALLED);
                int nthMax = moment == TriggerEvent.CHUNK_SENT ? 30 : 4;
                Trigger trigger = Template.soonAfter(moment, dice, nthMax);
                plan.on(
                        trigger,
                        dice.oneOf(FaultKind.CRASH, FaultKind.CRASH, FaultKind.KILL),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /**
     * A leader is cut off from its peers with a long tail of its own entries, and the others move the beginning of
     * their logs past where it parted from them.
     */
    TAIL_BEHIND_SNAPSHOT {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.FREQUENT_SNAPSHOTS, Wish.SHORT_LOGS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 5);
            for (int i = 0; i < count; i++) {
                plan.on(
                        Template.soonAfter(TriggerEvent.LEADER_APPENDED, dice, 60),
                        FaultKind.PARTITION,
                        PartitionShape.ISOLATE_FROM_PEERS,
                        dice.logUniform(plan.electionNanos() * 2, plan.electionNanos() * 8));
            }
        }
    },
    /**
     * Disks are slow or acknowledge nothing while leaders change: acknowledgements of overwritten entries come late.
     */
    LATE_DISK {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int disks = dice.between(2, 4);
            for (int i = 0; i < disks; i++) {
                FaultKind kind = dice.oneOf(FaultKind.SLOW_DISK, FaultKind.STALL_DISK, FaultKind.STALL_DISK);
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.LEADER_APPENDED, TriggerEvent.FOLLOWER_APPENDED, TriggerEvent.BECAME_LEADER);
                Trigger trigger = Template.soonAfter(moment, dice, moment == TriggerEvent.BECAME_LEADER ? 4 : 80);
                plan.on(trigger, kind, null, dice.logUniform(plan.electionNanos(), plan.stallNanos() * 3));
            }
            int cuts = dice.between(2, 5);
            for (int nth = 1; nth <= cuts; nth++) {
                Trigger elected = new Trigger(
                        TriggerEvent.BECAME_LEADER, 0, nth, dice.logUniform(1_000_000, plan.electionNanos() * 2));
                PartitionShape shape = dice.oneOf(PartitionShape.SPLIT, PartitionShape.ISOLATE_FROM_PEERS);
                plan.on(elected, FaultKind.PARTITION, shape, Template.anElection(dice, plan));
            }
        }
    },
    /** Sessions end while their clients still ask, and replicas start from snapshots of them. */
    SHORT_MEMORY {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SHORT_SESSIONS, Wish.FREQUENT_SNAPSHOTS, Wish.DRIFTING_CLOCKS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 5);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.LEADER_COMMITTED, TriggerEvent.SNAPSHOT_SAVED, TriggerEvent.COMPACTED);
                plan.on(
                        Template.soonAfter(moment, dice, moment == TriggerEvent.LEADER_COMMITTED ? 80 : 10),
                        dice.oneOf(FaultKind.CRASH, FaultKind.KILL, FaultKind.PAUSE),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    };

    /** Someone lags; someone else acknowledges and forgets; the leader that counted on it goes down. */
    static void loseWitnesses(Dice dice, FaultPlan plan, FaultKind loss) {
        int rounds = dice.between(1, 3);
        for (int i = 0; i < rounds; i++) {
            long laggard = dice.between(1, plan.voters());
            long atNanos = dice.between(plan.healNanos() / 20, plan.healNanos() * 3 / 4);
            long lagNanos = dice.logUniform(plan.patienceNanos(), plan.electionNanos() * 2);
            plan.at(atNanos, FaultKind.PARTITION, PartitionShape.ISOLATE, laggard, lagNanos);
            long witness = laggard % plan.voters() + 1;
            long lostAtNanos = dice.between(atNanos + lagNanos / 3, atNanos + lagNanos);
            long awayNanos = dice.logUniform(1_000_000, plan.patienceNanos());
            plan.at(lostAtNanos, loss, null, witness, awayNanos);
            for (long node = 1; node <= plan.voters(); node++) {
                if (node != laggard && node != witness && dice.chance(70)) {
                    plan.at(
                            lostAtNanos + dice.between(0, awayNanos),
                            dice.oneOf(FaultKind.CRASH, FaultKind.PAUSE),
                            null,
                            node,
                            dice.logUniform(plan.electionNanos(), plan.electionNanos() * 5));
                }
            }
        }
        plan.on(Template.soonAfter(TriggerEvent.APPEND_ACKED, dice, 120), loss, null, Template.shortWhile(dice, plan));
    }

    private static void leaveBehind(Dice dice, FaultPlan plan, int count) {
        for (int i = 0; i < count; i++) {
            long node = dice.between(1, plan.nodes());
            long forNanos = dice.logUniform(plan.electionNanos() * 2, plan.electionNanos() * 8);
            long atNanos = dice.between(plan.healNanos() / 40, plan.healNanos() * 4 / 5);
            if (dice.chance(50)) {
                plan.at(atNanos, FaultKind.CRASH, null, node, forNanos);
            } else {
                plan.at(atNanos, FaultKind.PARTITION, PartitionShape.ISOLATE, node, forNanos);
            }
        }
    }
}
