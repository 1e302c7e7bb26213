package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.sim.scenario.TriggerEvent;

/** Watches one node's replica: tells the oracles, pulls the triggers of faults, and writes the timeline. */
final class NodeWatch implements ReplicaObserver {
    private final SimNode node;
    private final World world;
    private final Triggers triggers = new Triggers();
    private final Identity identity = new Identity();
    private boolean leading;
    private long acknowledgedIndex;

    NodeWatch(SimNode node, World world) {
        this.node = node;
        this.world = world;
    }

    /** What the message that left last is, as 64 bits that do not depend on its payload. */
    long lastSentIdentity() {
        return identity.bits;
    }

    @Override
    public void onEffect(Effect effect) {
        world.oracles().onEffect(node.id(), effect);
        effect.applyTo(triggers);
        if (world.isTraced()) {
            Narrator.tell(effect, world, node.place());
        }
    }

    @Override
    public void onAppended(LogEntry entry) {
        world.oracles().onAppended(node.id(), entry);
    }

    @Override
    public void onSent(Message message) {
        world.oracles().onSent(node.id(), message);
        message.deliverTo(identity);
        if (world.isTraced()) {
            world.trace(node.place(), () -> "sends " + Narrator.describe(message));
        }
    }

    @Override
    public void onReceived(Message message) {
        if (world.isTraced()) {
            world.trace(node.place(), () -> "gets " + Narrator.describe(message));
        }
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        StateDigest state = node.stateDigest();
        boolean first = world.oracles().onApplied(node.id(), entry, result, state.high(), state.low());
        if (first && result != null) {
            firstApplied(entry);
        }
    }

    /** The first replica to apply an entry decides what the clients' history says about its effect. */
    private void firstApplied(LogEntry entry) {
        if (node.hasExecuted(entry.index())) {
            SessionCommand command = SessionCommand.decode(entry.payload());
            world.oracles().onExecuted(entry.index(), command.clientId(), command.sequence());
            world.history().executed(entry.index(), command.clientId(), command.sequence());
        }
    }

    private void happened(TriggerEvent event) {
        world.faults().happened(event, node.id());
    }

    /** Recognises the moments at which faults are triggered. */
    private final class Triggers implements Effect.Handler {
        @Override
        public void saveHardState(Effect.SaveHardState effect) {
            long votedFor = effect.state().votedFor();
            if (votedFor != HardState.NOBODY && votedFor != node.id()) {
                happened(TriggerEvent.VOTE_CAST);
            }
        }

        @Override
        public void truncateLog(Effect.TruncateLog effect) {
            acknowledgedIndex = Math.min(acknowledgedIndex, effect.fromIndex() - 1);
            happened(TriggerEvent.TRUNCATED);
        }

        @Override
        public void appendLog(Effect.AppendLog effect) {
            happened(leading ? TriggerEvent.LEADER_APPENDED : TriggerEvent.FOLLOWER_APPENDED);
        }

        @Override
        public void changeRole(Effect.ChangeRole effect) {
            boolean led = leading;
            leading = effect.role() == RoleName.LEADER;
            if (leading) {
                happened(TriggerEvent.BECAME_LEADER);
            } else if (effect.role() == RoleName.CANDIDATE) {
                happened(TriggerEvent.BECAME_CANDIDATE);
            } else if (led && effect.reason() != Reason.STARTED) {
                happened(TriggerEvent.STEPPED_DOWN);
            }
        }

        @Override
        public void advanceCommit(Effect.AdvanceCommit effect) {
            if (leading) {
                happened(TriggerEvent.LEADER_COMMITTED);
            }
        }

        @Override
        public void send(Effect.Send effect) {
            // A message is of interest when it leaves: onSent.
        }

        @Override
        public void sendEntries(Effect.SendEntries effect) {
            // As any message.
        }

        @Override
        public void readReady(Effect.ReadReady effect) {
            // No fault is aimed at it.
        }

        @Override
        public void readFailed(Effect.ReadFailed effect) {
            // No fault is aimed at it.
        }

        @Override
        public void activateConfiguration(Effect.ActivateConfiguration effect) {
            // No fault is aimed at it.
        }

        @Override
        public void ignore(Effect.Ignore effect) {
            // No fault is aimed at it.
        }

        @Override
        public void halt(Effect.Halt effect) {
            // No fault is aimed at it.
        }
    }

    /** Says what a message is, apart from its payload, and recognises the messages at which faults are triggered. */
    private final class Identity implements Message.Handler {
        private long bits;

        private void is(int kind, long term, long index) {
            bits = Digest.mix(Digest.mix(term + kind) + index);
        }

        @Override
        public void onPreVote(Message.PreVote message) {
            is(1, message.term(), message.last().index());
        }

        @Override
        public void onPreVoteReply(Message.PreVoteReply message) {
            is(2, message.term(), message.granted() ? 1 : 0);
        }

        @Override
        public void onRequestVote(Message.RequestVote message) {
            is(3, message.term(), message.last().index());
        }

        @Override
        public void onRequestVoteReply(Message.RequestVoteReply message) {
            is(4, message.term(), message.granted() ? 1 : 0);
            if (message.granted()) {
                happened(TriggerEvent.VOTE_SENT);
            }
        }

        @Override
        public void onAppendEntries(Message.AppendEntries message) {
            is(
                    5,
                    message.term(),
                    message.prev().index() + ((long) message.entries().count() << 32));
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply message) {
            is(6, message.term(), message.success() ? message.index() : -message.index());
            if (message.success() && message.index() > acknowledgedIndex) {
                acknowledgedIndex = message.index();
                happened(TriggerEvent.APPEND_ACKED);
            }
        }
    }
}
