package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.ReplicaObserver;
import dev.seaworthy.engine.trace.Counters;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the replica for the node's listener and log, counts, and passes everything on. Called by the loop. */
final class NodeObserver implements ReplicaObserver {
    private static final Logger LOG = LoggerFactory.getLogger(NodeObserver.class);

    private final long nodeId;
    private final ReplicaObserver next;
    private final NodeListener listener;
    private final Callbacks callbacks;
    private final Counters counters = new Counters();
    private RoleName role;
    private long term;
    private boolean wasMember;
    private volatile long leaderId;
    private volatile NodeHalt halt;

    NodeObserver(long nodeId, ReplicaObserver next, NodeListener listener, Callbacks callbacks) {
        this.nodeId = nodeId;
        this.next = next;
        this.listener = listener;
        this.callbacks = callbacks;
    }

    /** Why the replica halted; null where it did not. By any thread. */
    NodeHalt halt() {
        return halt;
    }

    /** Who leads, as far as known; 0 where unknown. By any thread. */
    long leaderId() {
        return leaderId;
    }

    /** What has been counted so far, as it is now. By the loop. */
    Counters counted() {
        return counters.copy();
    }

    /** The node ends because of this; the first reason counts. */
    void halted(NodeHalt why) {
        if (halt == null) {
            halt = why;
            LOG.error("node {} halts, {}: {}", nodeId, why.code(), why.evidence());
            callbacks.add(() -> listener.onHalt(why));
        }
    }

    @Override
    public void onEffect(Effect effect) {
        if (effect instanceof Effect.ChangeRole change) {
            changed(change);
        } else if (effect instanceof Effect.ActivateConfiguration active) {
            configured(active);
            callbacks.add(() -> listener.onConfiguration(active.configuration(), active.index()));
        } else if (effect instanceof Effect.InstallSnapshot install) {
            EntryId last = install.snapshot().last();
            LOG.info("node {}: a snapshot up to entry {} takes the place of the log", nodeId, last.index());
            callbacks.add(() -> listener.onSnapshotInstalled(last));
        } else if (effect instanceof Effect.Halt stop) {
            halted(new NodeHalt(stop.code(), stop.evidence()));
        }
        counters.onEffect(effect);
        next.onEffect(effect);
    }

    private void configured(Effect.ActivateConfiguration active) {
        Configuration now = active.configuration();
        LOG.info("node {}: by entry {} {}", nodeId, active.index(), words(now));
        boolean isIn = holds(now.voters()) || holds(now.outgoing()) || holds(now.learners());
        if (wasMember && !isIn) {
            LOG.warn("node {} is no member any more: stop it, its data is of no use to the others", nodeId);
        }
        wasMember = isIn;
    }

    private boolean holds(List<Member> members) {
        return members.stream().anyMatch(member -> member.nodeId() == nodeId);
    }

    private static String words(Configuration configuration) {
        String words = "the voters are " + names(configuration.voters());
        words += configuration.isJoint()
                ? ", and until that is settled " + names(configuration.outgoing()) + " too"
                : "";
        return words + (configuration.learners().isEmpty() ? "" : "; learners: " + names(configuration.learners()));
    }

    private static String names(List<Member> members) {
        return members.isEmpty()
                ? "nobody"
                : members.stream().map(member -> Long.toString(member.nodeId())).collect(Collectors.joining(", "));
    }

    private void changed(Effect.ChangeRole change) {
        if (change.role() != role || change.term() != term) {
            role = change.role();
            term = change.term();
            LOG.info(
                    "node {} is {} in term {}: {}",
                    nodeId,
                    role,
                    term,
                    change.reason().sentence());
            callbacks.add(() -> listener.onRole(change.role(), change.term(), change.reason()));
        }
        if (change.leaderId() != leaderId) {
            leaderId = change.leaderId();
            callbacks.add(() -> listener.onLeader(change.leaderId(), change.term()));
        }
    }

    @Override
    public void onAppended(LogEntry entry) {
        counters.onAppended(entry);
        next.onAppended(entry);
    }

    @Override
    public void onSent(Message message) {
        counters.onSent(message);
        next.onSent(message);
    }

    @Override
    public void onSnapshotCaptured(EntryId last) {
        callbacks.add(() -> listener.onSnapshotCaptured(last));
        counters.onSnapshotCaptured(last);
        next.onSnapshotCaptured(last);
    }

    @Override
    public void onRestored(SnapshotMeta snapshot) {
        counters.onRestored(snapshot);
        next.onRestored(snapshot);
    }

    @Override
    public void onRefused(Reason reason) {
        counters.onRefused(reason);
        next.onRefused(reason);
    }

    @Override
    public void onReceived(Message message) {
        counters.onReceived(message);
        next.onReceived(message);
    }

    @Override
    public void onDiskCondition(DiskCondition condition) {
        LOG.info("node {}: its disk is {}", nodeId, condition);
        callbacks.add(() -> listener.onDisk(condition));
        counters.onDiskCondition(condition);
        next.onDiskCondition(condition);
    }

    @Override
    public void onApplied(LogEntry entry, byte[] result) {
        counters.onApplied(entry, result);
        next.onApplied(entry, result);
    }
}
