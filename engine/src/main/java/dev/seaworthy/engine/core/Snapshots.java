package dev.seaworthy.engine.core;

/**
 * Snapshots (§7, thesis chapter 5): where the log begins, and how a member is brought up to date whose next entry is
 * compacted.
 *
 * <p>A snapshot is kept for as long as the log's durable beginning stands on it, or a member is being sent it.
 */
final class Snapshots {
    private final CoreState state;
    private final Transitions transitions;
    private final Commitment commitment;

    Snapshots(CoreState state, Transitions transitions, Commitment commitment) {
        this.state = state;
        this.transitions = transitions;
        this.commitment = commitment;
    }

    /** The host has taken a snapshot of what was applied, and it is durable: the log may begin later. */
    void onSaved(SnapshotMeta saved) {
        long index = saved.last().index();
        if (index > state.commitIndex) {
            state.halt(
                    HaltCode.CONTRACT_BROKEN,
                    "a snapshot of entry " + saved.last() + " was taken, but only " + state.commitIndex
                            + " is committed");
        } else if (index <= state.log.base().index()
                || state.snapshot != null && index <= state.snapshot.last().index()) {
            // One was installed meanwhile.
            drop(saved);
        } else if (state.log.termAt(index) != saved.last().term()) {
            state.halt(
                    HaltCode.CONTRACT_BROKEN,
                    "a snapshot is said to end with " + saved.last() + ", but that entry is of term "
                            + state.log.termAt(index));
        } else {
            compactTo(saved);
        }
    }

    /** Brings a member that needs compacted entries up to date by a snapshot, where it understands that. */
    void begin(Progress peer) {
        if (state.bothHave(peer.member(), Capabilities.SNAPSHOT)) {
            peer.install(state.snapshot);
        }
    }

    /** Sends the next piece; an empty one asks whether the last ones have arrived and been installed. */
    void sendChunk(Progress peer) {
        SnapshotMeta snapshot = peer.snapshot();
        long offset = peer.snapshotOffset();
        int bytes = (int) Math.min(state.limits().chunkBytesMax(), snapshot.bytes() - offset);
        Message.InstallSnapshot header =
                new Message.InstallSnapshot(state.self(), peer.member(), state.term(), snapshot, offset, Chunk.NONE);
        state.effects.add(new Effect.SendChunk(header, bytes));
        peer.sentChunk();
    }

    /** A piece of the leader's snapshot has arrived. */
    void onInstallSnapshot(Message.InstallSnapshot message) {
        if (transitions.isSecondLeader(message.from())) {
            state.ignore(message, Reason.SECOND_LEADER);
            return;
        }
        SnapshotMeta snapshot = message.snapshot();
        if (message.offset() + message.chunk().bytes() > snapshot.bytes()
                || snapshot.last().term() > message.term()) {
            state.ignore(message, Reason.IMPOSSIBLE_INDEX);
            return;
        }
        transitions.leaderContact(message.from());
        if (isHeld(snapshot)) {
            commitment.followTo(snapshot.last().index());
            replyInstalled(message.from(), snapshot);
            return;
        }
        if (state.disk.refusal() != null) {
            state.ignore(message, state.disk.refusal());
            return;
        }
        if (state.incoming == null || !state.incoming.snapshot().equals(snapshot)) {
            replaceIncoming(snapshot);
        }
        if (!state.incoming.snapshot().equals(snapshot)) {
            reply(message.from(), snapshot, 0);
            return;
        }
        receive(message);
        reply(message.from(), snapshot, state.incoming.offset());
    }

    /** The host has verified and synced a received snapshot, or found it unsound. */
    void onReceived(SnapshotMeta received, boolean sound) {
        if (state.incoming == null || !state.incoming.snapshot().equals(received)) {
            state.halt(HaltCode.CONTRACT_BROKEN, "a snapshot of entry " + received.last() + " was never received");
            return;
        }
        state.incoming = null;
        if (!sound || state.role instanceof Leader || isHeld(received)) {
            // Unsound, it is sent anew; held already, entries were faster.
            drop(received);
            return;
        }
        install(received);
        if (state.role.leader() != null) {
            replyInstalled(state.role.leader(), received);
        }
    }

    void onInstallSnapshotReply(Message.InstallSnapshotReply message, Progress peer) {
        if (!peer.isInstalling() || !peer.snapshot().last().equals(message.last())) {
            state.ignore(message, Reason.STALE_REPLY);
        } else if (message.offset() < 0 || message.offset() > peer.snapshot().bytes()) {
            state.ignore(message, Reason.IMPOSSIBLE_INDEX);
        } else if (message.installed()) {
            peer.matched(message.last().index());
        } else {
            peer.received(message.offset());
        }
    }

    /** Answers the message of a deposed leader, so that it learns of the newer term. */
    void refuseStale(Message.InstallSnapshot message) {
        state.send(new Message.InstallSnapshotReply(
                state.self(), message.from(), state.term(), EntryId.ZERO, 0, false, state.hardState.incarnation()));
    }

    /** Lets go of the snapshots that nothing needs any more. */
    void dropUnused() {
        for (int i = 0; i < state.heldSnapshots.size(); i++) {
            HeldSnapshot held = state.heldSnapshots.get(i);
            if (state.durability.isPersisted(held.afterIo()) && !isBeingSent(held.snapshot())) {
                state.heldSnapshots.remove(i--);
                drop(held.snapshot());
            }
        }
    }

    /**
     * Lets the host forget a snapshot. Equal states make equal snapshots: what was just received and is of no use may
     * be the very one this replica has taken itself and stands on.
     */
    private void drop(SnapshotMeta snapshot) {
        boolean needed = snapshot.equals(state.snapshot) || isBeingSent(snapshot);
        for (int i = 0; i < state.heldSnapshots.size(); i++) {
            needed |= state.heldSnapshots.get(i).snapshot().equals(snapshot);
        }
        if (!needed) {
            state.effects.add(new Effect.DropSnapshot(snapshot));
        }
    }

    private void compactTo(SnapshotMeta saved) {
        long keepFrom = saved.last().index() - state.limits().trailingEntries();
        if (keepFrom > state.log.base().index()) {
            state.log.compactTo(keepFrom);
            state.configurations.compactTo(keepFrom);
        }
        long ioSeq = state.durability.issueCompact(state.nowNanos);
        standOn(saved, ioSeq);
        state.effects.add(new Effect.CompactLog(saved, state.log.base(), ioSeq));
    }

    private void install(SnapshotMeta received) {
        // §7: what the log holds instead conflicts with it or ends before it: nothing of that can be kept.
        state.log.reset(received.last());
        state.configurations.reset(received.configurationIndex(), received.configuration());
        state.commitIndex = received.last().index();
        long ioSeq = state.durability.issueInstall(received.last().index(), state.nowNanos);
        standOn(received, ioSeq);
        state.effects.add(new Effect.InstallSnapshot(received, ioSeq));
        state.effects.add(new Effect.ActivateConfiguration(state.configurations.activeIndex(), state.configuration()));
    }

    private void standOn(SnapshotMeta next, long ioSeq) {
        if (state.snapshot != null) {
            state.heldSnapshots.add(new HeldSnapshot(state.snapshot, ioSeq));
        }
        state.snapshot = next;
    }

    /** §7: whoever has the snapshot's last entry, committed or not, has all that it covers. */
    private boolean isHeld(SnapshotMeta snapshot) {
        return snapshot.last().index() <= state.commitIndex || state.log.contains(snapshot.last());
    }

    private void replaceIncoming(SnapshotMeta snapshot) {
        if (state.incoming != null) {
            if (state.incoming.finishing()) {
                return;
            }
            drop(state.incoming.snapshot());
        }
        state.incoming = new IncomingSnapshot(snapshot, 0, false);
    }

    private void receive(Message.InstallSnapshot message) {
        IncomingSnapshot incoming = state.incoming;
        int bytes = message.chunk().bytes();
        if (incoming.finishing() || message.offset() != incoming.offset() || bytes == 0 && !incoming.isComplete()) {
            return;
        }
        state.effects.add(new Effect.ReceiveChunk(incoming.snapshot(), incoming.offset()));
        incoming = new IncomingSnapshot(incoming.snapshot(), incoming.offset() + bytes, false);
        if (incoming.isComplete()) {
            incoming = new IncomingSnapshot(incoming.snapshot(), incoming.offset(), true);
            state.effects.add(new Effect.FinishSnapshot(incoming.snapshot()));
        }
        state.incoming = incoming;
    }

    private void reply(Member leader, SnapshotMeta snapshot, long offset) {
        state.send(new Message.InstallSnapshotReply(
                state.self(), leader, state.term(), snapshot.last(), offset, false, state.hardState.incarnation()));
    }

    private void replyInstalled(Member leader, SnapshotMeta snapshot) {
        state.sendWhenDurable(
                new Message.InstallSnapshotReply(
                        state.self(),
                        leader,
                        state.term(),
                        snapshot.last(),
                        snapshot.bytes(),
                        true,
                        state.hardState.incarnation()),
                snapshot.last().index());
    }

    private boolean isBeingSent(SnapshotMeta snapshot) {
        if (state.role instanceof Leader leader) {
            for (Progress peer : leader.peers()) {
                if (snapshot.equals(peer.snapshot())) {
                    return true;
                }
            }
        }
        return false;
    }
}
