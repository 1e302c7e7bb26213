package dev.seaworthy.sim.scenario;

import java.util.EnumSet;
import java.util.Set;

/** Networks, clocks and syncs that let a replica down at the moments at which it counts on them. */
enum WeatherTemplate implements Template {
    /** What was sent in one term arrives again in another, and in another life of who gets it. */
    LATE_ECHO {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int echoes = dice.between(1, 3);
            for (int i = 0; i < echoes; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.BECAME_CANDIDATE, TriggerEvent.BECAME_LEADER, TriggerEvent.LEADER_APPENDED);
                plan.on(
                        Template.soonAfter(moment, dice, moment == TriggerEvent.LEADER_APPENDED ? 60 : 4),
                        FaultKind.STALE,
                        null,
                        Template.anElection(dice, plan));
            }
            int restarts = dice.between(1, 4);
            for (int nth = 1; nth <= restarts; nth++) {
                Trigger elected = new Trigger(
                        TriggerEvent.BECAME_LEADER, 0, nth, dice.logUniform(1_000_000, plan.electionNanos() * 2));
                plan.on(
                        elected,
                        dice.oneOf(FaultKind.CRASH, FaultKind.KILL, FaultKind.REBOOT),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /** What a leader sends, or is sent, piles up, and comes all at once when others lead. */
    CLOGGED_LEADER {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.SMALL_MESSAGES);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 4);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.BECAME_LEADER, TriggerEvent.LEADER_APPENDED, TriggerEvent.READ_STARTED);
                plan.on(
                        Template.soonAfter(moment, dice, moment == TriggerEvent.BECAME_LEADER ? 4 : 60),
                        dice.oneOf(FaultKind.CLOG, FaultKind.CLOG, FaultKind.BANDWIDTH),
                        null,
                        Template.anElection(dice, plan));
            }
        }
    },
    /** Connections break and frames are damaged while entries, votes and snapshots travel. */
    BROKEN_CONNECTIONS {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.FREQUENT_SNAPSHOTS, Wish.SMALL_CHUNKS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(3, 8);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.VOTE_SENT,
                        TriggerEvent.CHUNK_SENT,
                        TriggerEvent.LEADER_APPENDED,
                        TriggerEvent.APPEND_ACKED);
                boolean rare = moment == TriggerEvent.VOTE_SENT || moment == TriggerEvent.CHUNK_SENT;
                plan.on(
                        Template.soonAfter(moment, dice, rare ? 8 : 100),
                        dice.oneOf(FaultKind.RESET, FaultKind.RESET, FaultKind.BIT_FLIP),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /** Clocks leap, begin anew or stand still where someone waits for an election, a read or a disk. */
    ODD_CLOCKS {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(3, 7);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment = dice.oneOf(
                        TriggerEvent.VOTE_SENT,
                        TriggerEvent.BECAME_LEADER,
                        TriggerEvent.READ_STARTED,
                        TriggerEvent.LEADER_COMMITTED);
                boolean rare = moment == TriggerEvent.VOTE_SENT || moment == TriggerEvent.BECAME_LEADER;
                plan.on(
                        Template.soonAfter(moment, dice, rare ? 5 : 80),
                        dice.oneOf(FaultKind.CLOCK_JUMP, FaultKind.CLOCK_JUMP, FaultKind.REBOOT, FaultKind.SUSPEND),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /** Replicas go down between the beginning of a sync and what follows its end. */
    INTERRUPTED_SYNC {
        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(3, 6);
            for (int i = 0; i < count; i++) {
                TriggerEvent moment =
                        dice.oneOf(TriggerEvent.SYNC_STARTED, TriggerEvent.SYNC_STARTED, TriggerEvent.SYNC_DONE);
                plan.on(
                        Template.soonAfter(moment, dice, 300),
                        dice.oneOf(FaultKind.CRASH, FaultKind.CRASH, FaultKind.KILL, FaultKind.REBOOT),
                        null,
                        Template.aWhile(dice, plan));
            }
        }
    },
    /** A leader that has just been given its lease is cut off or stopped, and comes back to its readers. */
    LAST_LEASE {
        @Override
        public Set<Wish> wishes() {
            return EnumSet.of(Wish.LEASES, Wish.MANY_READS);
        }

        @Override
        public void add(Dice dice, FaultPlan plan) {
            int count = dice.between(2, 5);
            for (int i = 0; i < count; i++) {
                Trigger renewed = Template.soonAfter(TriggerEvent.LEASE_RENEWED, dice, 6);
                if (dice.chance(40)) {
                    plan.on(renewed, FaultKind.PAUSE, null, Template.anElection(dice, plan));
                } else {
                    plan.on(
                            renewed,
                            FaultKind.PARTITION,
                            PartitionShape.ISOLATE_FROM_PEERS,
                            Template.anElection(dice, plan));
                }
                long follower = dice.between(1, plan.voters());
                plan.on(renewed, FaultKind.REBOOT, null, follower, Template.shortWhile(dice, plan));
            }
        }
    }
}
