package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Capabilities;
import dev.seaworthy.engine.core.CoreStart;
import dev.seaworthy.engine.core.Entries;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.util.ArrayDeque;

/** Three cores without hosts: messages are handed over as they are, and every write is durable at once. */
final class CoreTrio implements Trio {
    private final CoreNode[] nodes = new CoreNode[MEMBERS];
    private final ArrayDeque<Message> underWay = new ArrayDeque<>();
    private final int payloadBytes;
    private long firstIndex;
    private long now = 1;

    /** @param payloadBytes the size that every command is said to have */
    CoreTrio(int payloadBytes) {
        this.payloadBytes = payloadBytes;
        for (int i = 0; i < MEMBERS; i++) {
            RaftCore core = new RaftCore(
                    Trio.options(i), CoreStart.of(Trio.configuration(), HardState.INITIAL, Entries.NONE, 0));
            nodes[i] = new CoreNode(core, underWay, payloadBytes);
            core.onStart(now);
            nodes[i].carryOut();
        }
        while (nodes[0].core().role() != RoleName.LEADER) {
            now = nodes[0].core().nextDeadlineNanos();
            nodes[0].core().onTimer(now);
            settle();
        }
        settle();
        firstIndex = nodes[0].core().commitIndex();
    }

    @Override
    public void commit(int entries) {
        RaftCore leader = nodes[0].core();
        long goal = leader.commitIndex() + entries;
        now += STEP_NANOS;
        for (int i = 0; i < entries; i++) {
            leader.onPropose(now, payloadBytes);
            nodes[0].carryOut();
        }
        settle();
        if (leader.commitIndex() != goal) {
            throw new IllegalStateException(goal - leader.commitIndex() + " entries were not committed");
        }
        if (goal - leader.baseEntry().index() >= SNAPSHOT_ENTRIES) {
            compact();
        }
    }

    @Override
    public long committed() {
        return nodes[0].core().commitIndex() - firstIndex;
    }

    private void compact() {
        for (CoreNode node : nodes) {
            RaftCore core = node.core();
            EntryId last = new EntryId(core.term(), core.commitIndex());
            core.onSnapshotSaved(
                    now, new SnapshotMeta(last, 0, core.configurationIndex(), core.configuration(), 0, 0, 0));
            node.carryOut();
            node.flush(now);
        }
    }

    /** Runs all cores until nothing is under way. */
    private void settle() {
        nodes[0].flush(now);
        while (!underWay.isEmpty()) {
            Message message = underWay.remove();
            CoreNode to = nodes[(int) message.to().nodeId() - 1];
            to.core().onMessage(now, message, Capabilities.ALL);
            to.carryOut();
            to.flush(now);
        }
    }
}
