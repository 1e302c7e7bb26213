package dev.seaworthy.sim;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.engine.trace.Tracer;
import dev.seaworthy.sim.client.Client;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.util.ArrayDeque;

/** Watches one node's replica: tells the oracles, pulls the triggers of faults, and writes the timeline. */
final class NodeWatch implements ReplicaObserver {
    private final SimNode node;
    private final World world;
    private final Triggers triggers = new Triggers();
    private final MessageIdentity identity = new MessageIdentity();
    private final SentTriggers sent = new SentTriggers();
    private final Tracer tracer = new Tracer(event -> this.event = event);
    private final Grounds grounds = new Grounds();
    private final Recount recount = new Recount();
    /** The numbers of frames that have arrived and are yet to be handled; kept only where the run is recorded. */
    private final ArrayDeque<Long> arrived = new ArrayDeque<>();

    private TraceEvent event;
    private boolean leading;
    private boolean recovering;
    private boolean joint;
    private long acknowledgedIndex;
    private long configurationIndex;
    private long committedConfigurationIndex;

    NodeWatch(SimNode node, World world) {
        this.node = node;
        this.world = world;
    }

    /** A process starts with what its disk holds. */
    void started(Restored restored) {
        arrived.clear();
        grounds.started();
        recount.started();
        leading = false;
        joint = false;
        recovering = restored.hardState().recovering();
        acknowledgedIndex = 0;
    }

    /** What the message that left last is, as 64 bits that do not depend on its payload. */
    long lastSentIdentity() {
        return identity.bits();
    }

    @Override
    public void onEffect(Effect effect) {
        world.oracles().onEffect(node.id(), effect);
        effect.applyTo(triggers);
        if (world.isTraced()) {
            tracer.onEffect(effect);
            grounds.decided(effect, node.core());
            recount.decided(effect, node.core());
            String line = grounds.withWords(Narrator.describe(effect), effect);
            world.tell(
                    node.place(),
                    line == null ? null : line + recount.words(effect, node.core()),
                    recount.counted(event, effect, node.core()));
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
        message.deliverTo(sent);
        if (world.isTraced()) {
            tracer.onSent(message);
            String line = "sends " + Narrator.describe(message) + grounds.words(message);
            world.tell(node.place(), line, grounds.left(message, event));
        }
    }

    @Override
    public void onReceived(Message message) {
        world.oracles().onReceived(node.id(), message);
        if (world.isTraced()) {
            tracer.onReceived(message);
            tellFrame();
            grounds.asked(message);
            recount.asked(message, node.core());
            world.tell(node.place(), "gets " + Narrator.describe(message), event);
        }
    }

    /** A frame reaches the process, which will handle it after those that came before. */
    void arrives(long frame) {
        if (world.isRecorded()) {
            arrived.add(frame);
        }
    }

    private void tellFrame() {
        if (!arrived.isEmpty()) {
            world.tell(node.place(), null, Facts.of("arrived", "frame", arrived.remove()));
        }
    }

    @Override
    public void onSnapshotCaptured(EntryId last) {
        world.trace(node.place(), () -> "captures its state after entry " + last.index());
        happened(TriggerEvent.SNAPSHOT_CAPTURED);
    }

    @Override
    public void onRestored(SnapshotMeta snapshot) {
        world.trace(
                node.place(),
                () -> "restores the snapshot of entry " + snapshot.last().index());
        StateDigest state = node.stateDigest();
        world.oracles().onRestored(node.id(), snapshot, state.high(), state.low());
        tellSessions();
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        StateDigest state = node.stateDigest();
        boolean first = world.oracles().onApplied(node.id(), entry, result, state.high(), state.low());
        if (world.isRecorded()) {
            tracer.onApplied(entry, result);
            world.tell(node.place(), null, event);
        }
        tellSessions();
        if (first && result != null) {
            firstApplied(entry, result);
        }
    }

    private void tellSessions() {
        world.oracles()
                .onSessions(
                        node.id(),
                        node.stateMachine().sessions(),
                        node.stateMachine().resultBytes(),
                        world.scenario().sessions());
    }

    /** The first replica to apply an entry decides what the clients' history says about its effect. */
    private void firstApplied(LogEntry entry, byte[] result) {
        if (node.hasExecuted(entry.index())
                && SessionCommand.decode(entry.payload()) instanceof SessionCommand.Execute command) {
            world.oracles().onExecuted(entry.index(), command.clientId(), command.sequence());
            int client = world.history().executed(entry.index(), command.clientId(), command.sequence());
            if (world.isRecorded()) {
                long operation = Client.operationOf(command.sequence());
                world.tell(
                        node.place(),
                        null,
                        Facts.of("executed", "client", client, "operation", operation, "index", entry.index()));
            }
            world.history().carriedOut(entry.index(), command, result);
        }
    }

    private void happened(TriggerEvent event) {
        world.happened(event, node.id());
    }

    /** Recognises the moments at which faults are triggered. */
    private final class Triggers implements Effect.Handler {
        @Override
        public void saveHardState(Effect.SaveHardState effect) {
            if (effect.state().votedFor() != null && !effect.state().votedFor().equals(node.member())) {
                happened(TriggerEvent.VOTE_CAST);
            }
            if (recovering && !effect.state().recovering()) {
                recovering = false;
                happened(TriggerEvent.RECOVERY_ENDED);
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
        public void appendOwn(Effect.AppendOwn effect) {
            happened(TriggerEvent.LEADER_APPENDED);
            if (effect.kind() == EntryKind.CONFIGURATION) {
                happened(TriggerEvent.CONFIGURATION_APPENDED);
                if (effect.configuration().isJoint()) {
                    happened(TriggerEvent.JOINT_ENTERED);
                } else if (joint) {
                    happened(TriggerEvent.JOINT_LEFT);
                }
            }
        }

        @Override
        public void compactLog(Effect.CompactLog effect) {
            happened(TriggerEvent.COMPACTED);
        }

        @Override
        public void installSnapshot(Effect.InstallSnapshot effect) {
            happened(TriggerEvent.SNAPSHOT_INSTALLED);
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
            if (configurationIndex > committedConfigurationIndex && effect.commitIndex() >= configurationIndex) {
                committedConfigurationIndex = configurationIndex;
                happened(TriggerEvent.CONFIGURATION_COMMITTED);
            }
        }

        @Override
        public void activateConfiguration(Effect.ActivateConfiguration effect) {
            Configuration configuration = effect.configuration();
            joint = configuration.isJoint();
            configurationIndex = effect.index();
            if (!leading) {
                happened(TriggerEvent.CONFIGURATION_ACTIVE);
            }
        }

        @Override
        public void receiveChunk(Effect.ReceiveChunk effect) {
            // Pieces are of interest when they are sent.
        }

        @Override
        public void finishSnapshot(Effect.FinishSnapshot effect) {
            // Of interest when it is installed.
        }

        @Override
        public void sendChunk(Effect.SendChunk effect) {
            // A message is of interest when it leaves: onSent.
        }

        @Override
        public void dropSnapshot(Effect.DropSnapshot effect) {
            // No fault is aimed at it.
        }

        @Override
        public void send(Effect.Send effect) {
            // As any message.
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
        public void endTransfer(Effect.EndTransfer effect) {
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

    /** Recognises the messages at which faults are triggered. */
    private final class SentTriggers implements Message.Handler {
        @Override
        public void onPreVote(Message.PreVote message) {
            // No fault is aimed at it.
        }

        @Override
        public void onPreVoteReply(Message.PreVoteReply message) {
            // No fault is aimed at it.
        }

        @Override
        public void onRequestVote(Message.RequestVote message) {
            // Becoming a candidate is the moment.
        }

        @Override
        public void onRequestVoteReply(Message.RequestVoteReply message) {
            if (message.granted()) {
                happened(TriggerEvent.VOTE_SENT);
            }
        }

        @Override
        public void onAppendEntries(Message.AppendEntries message) {
            // Appending is the moment.
        }

        @Override
        public void onAppendEntriesReply(Message.AppendEntriesReply message) {
            if (message.success() && message.index() > acknowledgedIndex) {
                acknowledgedIndex = message.index();
                happened(TriggerEvent.APPEND_ACKED);
            }
        }

        @Override
        public void onInstallSnapshot(Message.InstallSnapshot message) {
            happened(TriggerEvent.CHUNK_SENT);
        }

        @Override
        public void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
            // Installing is the moment.
        }

        @Override
        public void onTimeoutNow(Message.TimeoutNow message) {
            happened(TriggerEvent.TIMEOUT_NOW_SENT);
        }

        @Override
        public void onReadIndex(Message.ReadIndex message) {
            // No fault is aimed at it.
        }

        @Override
        public void onReadIndexReply(Message.ReadIndexReply message) {
            // No fault is aimed at it.
        }
    }
}
