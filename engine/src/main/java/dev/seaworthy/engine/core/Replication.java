package dev.seaworthy.engine.core;

/**
 * AppendEntries, from both sides (§5.3): how the leader's log reaches the others, and how a follower's gives way to it.
 *
 * <p>A follower whose disk lost entries it had acknowledged speaks as a new incarnation: nothing it said before counts
 * any more, and once it holds again all that the leader's log held by then, it is told that it has recovered.
 */
final class Replication {
    private final CoreState state;
    private final Transitions transitions;
    private final Commitment commitment;
    private final Snapshots snapshots;
    private final Transfers transfers;

    Replication(
            CoreState state, Transitions transitions, Commitment commitment, Snapshots snapshots, Transfers transfers) {
        this.state = state;
        this.transitions = transitions;
        this.commitment = commitment;
        this.snapshots = snapshots;
        this.transfers = transfers;
    }

    /**
     * §8: the new leader's first entry, without which it could not commit what it inherited (§5.4.2). The very first of
     * a cluster holds the initial configuration, so that whoever joins later finds it in the log.
     */
    void openTerm() {
        if (state.configurations.activeIndex() == 0) {
            appendConfiguration((Leader) state.role, state.configuration());
        } else {
            appendOwn(EntryKind.NOOP, null, 0);
        }
    }

    /** §6: a configuration is in force from the moment it is in the log. Returns its index. */
    long appendConfiguration(Leader leader, Configuration configuration) {
        long index = appendOwn(EntryKind.CONFIGURATION, configuration, configuration.encodedBytes());
        activate(index, configuration);
        for (Member member : configuration.members()) {
            if (!member.equals(state.self()) && leader.progressOf(member) == null) {
                leader.peers().add(new Progress(member, state.log.lastIndex() + 1, state.nowNanos));
            }
        }
        return index;
    }

    /** A client's command, of so many payload bytes. */
    Admission propose(int bytes) {
        if (!(state.role instanceof Leader leader)) {
            return new Admission(0, Reason.NOT_LEADER);
        }
        if (state.disk.refusal() != null) {
            return new Admission(0, state.disk.refusal());
        }
        if (leader.transfer() != null) {
            return new Admission(0, Reason.TRANSFERRING);
        }
        if (bytes > state.limits().entryBytesMax()) {
            return new Admission(0, Reason.PAYLOAD_TOO_LARGE);
        }
        long uncommitted = state.log.bytesBetween(state.commitIndex, state.log.lastIndex());
        if (uncommitted > 0 && uncommitted + bytes > state.limits().uncommittedBytesMax()) {
            return new Admission(0, Reason.TOO_MANY_UNCOMMITTED_BYTES);
        }
        long ioSeq = append(bytes);
        long index = state.log.lastIndex();
        state.effects.add(new Effect.AppendLog(index, index, state.term(), ioSeq));
        return new Admission(index, null);
    }

    /**
     * Sends every member what it lacks and may be sent; and something to every member where a heartbeat or a round of
     * reads is due.
     */
    void flush(Leader leader) {
        boolean heartbeat = state.nowNanos >= leader.heartbeatDeadlineNanos;
        if (heartbeat) {
            leader.heartbeatDeadlineNanos = state.nowNanos + state.limits().heartbeatNanos();
            if (state.options.leaseClock() != null) {
                leader.reads().numberRound();
            }
        }
        boolean toAll = heartbeat || leader.reads().isRoundDue();
        if (toAll) {
            leader.reads().roundLeaves(state.nowNanos);
        }
        for (int i = 0; i < leader.peers().size(); i++) {
            Progress peer = leader.peers().get(i);
            if (heartbeat) {
                peer.retry();
            }
            flushTo(leader, peer, toAll);
        }
        if (heartbeat && state.isConfigurationCommitted()) {
            // Whoever was removed has been told so, as far as one message goes.
            leader.peers().removeIf(peer -> !state.configuration().contains(peer.member()));
        }
        commitment.confirmReads(leader);
    }

    /** Tells every member at once how far the log is committed. */
    void sendCommit(Leader leader) {
        for (int i = 0; i < leader.peers().size(); i++) {
            sendHeartbeat(leader, leader.peers().get(i));
        }
    }

    private void flushTo(Leader leader, Progress peer, boolean toAll) {
        if (peer.nextIndex() <= state.log.base().index() && !peer.isInstalling()) {
            snapshots.begin(peer);
        }
        if (peer.maySendChunk()) {
            snapshots.sendChunk(peer);
        }
        boolean reachable = peer.nextIndex() > state.log.base().index() && !peer.isInstalling();
        boolean sent = false;
        while (reachable && peer.nextIndex() <= state.log.lastIndex() && peer.maySend(state.limits())) {
            sendFrom(leader, peer, lastToSend(peer.nextIndex()));
            sent = true;
        }
        if (toAll && !sent && reachable) {
            sendFrom(leader, peer, peer.nextIndex() - 1);
        } else if (toAll) {
            sendHeartbeat(leader, peer);
        }
    }

    void onAppendEntries(Message.AppendEntries message) {
        if (transitions.isSecondLeader(message.from())) {
            state.ignore(message, Reason.SECOND_LEADER);
            return;
        }
        transitions.leaderContact(message.from());
        if (state.hardState.recovering() && message.recovered() == state.hardState.incarnation()) {
            transitions.recovered();
        }
        EntryId prev = message.prev();
        if (!state.log.contains(prev)) {
            refuse(message);
            return;
        }
        if (!isSound(message)) {
            state.ignore(message, Reason.IMPOSSIBLE_INDEX);
            return;
        }
        Entries entries = message.entries();
        if (contradictsBase(prev.index(), entries)) {
            state.ignore(message, Reason.CONTRADICTS_COMMIT);
            return;
        }
        int news = firstNews(prev.index(), entries);
        if (news < entries.count()) {
            long from = prev.index() + 1 + news;
            if (from <= state.commitIndex) {
                state.ignore(message, Reason.CONTRADICTS_COMMIT);
                return;
            }
            if (state.disk.refusal() != null) {
                // As if lost on the way: the leader sends it again, and hears by its heartbeats that this node lives.
                state.ignore(message, state.disk.refusal());
                return;
            }
            if (from <= state.log.lastIndex()) {
                truncateFrom(from, message.term());
            }
            appendNews(from, entries, news, message.term());
        }
        long lastNew = prev.index() + entries.count();
        // Figure 2, AppendEntries 5: only what this message proved equal may be committed, not whatever else the log
        // holds.
        commitment.followTo(Math.min(message.leaderCommit(), lastNew));
        acknowledge(message, lastNew);
    }

    void onAppendEntriesReply(Message.AppendEntriesReply message) {
        Leader leader = state.role instanceof Leader own ? own : null;
        Progress peer = sender(message, leader, message.incarnation());
        if (peer == null) {
            return;
        }
        if (message.index() > state.log.lastIndex()
                || message.readSequence() > leader.reads().lastSequence()) {
            state.ignore(message, Reason.IMPOSSIBLE_INDEX);
            return;
        }
        peer.heardFrom(state.nowNanos, message.readSequence(), leader.reads().leftNanos(message.readSequence()));
        if (message.success()) {
            peer.matched(message.index());
            onProgress(leader, peer);
        } else if (message.index() <= peer.matchIndex()
                || peer.isInstalling()
                || peer.isProbing() && message.index() != peer.nextIndex() - 1) {
            state.ignore(message, Reason.STALE_REPLY);
        } else {
            // §5.3, refined: the follower's hint and our own log together skip whole terms, not single entries.
            long common = state.log.lastNotAfter(
                    Math.min(message.hint().index(), message.index() - 1),
                    message.hint().term());
            peer.backUpTo(common + 1);
        }
        commitment.confirmReads(leader);
    }

    void onInstallSnapshotReply(Message.InstallSnapshotReply message) {
        Leader leader = state.role instanceof Leader own ? own : null;
        Progress peer = sender(message, leader, message.incarnation());
        if (peer != null) {
            peer.heardFrom(state.nowNanos, 0, Long.MIN_VALUE);
            snapshots.onInstallSnapshotReply(message, peer);
            onProgress(leader, peer);
        }
    }

    /** Who sent a reply, as its present incarnation; null where the reply is to be ignored, and has been. */
    private Progress sender(Message message, Leader leader, long incarnation) {
        Progress peer = leader == null ? null : leader.progressOf(message.from());
        if (peer == null) {
            state.ignore(message, leader == null ? Reason.UNEXPECTED_IN_ROLE : Reason.UNKNOWN_SENDER);
            return null;
        }
        if (peer.isOfEarlierIncarnation(incarnation)) {
            state.ignore(message, Reason.EARLIER_INCARNATION);
            return null;
        }
        peer.speaksAs(incarnation, state.log.lastIndex());
        return peer;
    }

    private void onProgress(Leader leader, Progress peer) {
        peer.measureCatchUp(
                state.log.lastIndex(), state.nowNanos, state.limits().electionTimeoutMinNanos());
        transfers.onProgress(leader, peer);
    }

    /**
     * Answers the message of a deposed leader, so that it learns of the newer term. Nothing of the message is repeated:
     * its sender may lead the newer term by the time it hears this, and would take the numbers of its earlier term for
     * those of the new one.
     */
    void refuseStale(Message.AppendEntries message) {
        state.send(new Message.AppendEntriesReply(
                state.self(), message.from(), state.term(), false, 0, EntryId.ZERO, 0, state.hardState.incarnation()));
    }

    private void refuse(Message.AppendEntries message) {
        EntryId prev = message.prev();
        long common = state.log.lastNotAfter(prev.index(), prev.term());
        EntryId hint = common < state.log.base().index() ? EntryId.ZERO : new EntryId(state.log.termAt(common), common);
        state.send(new Message.AppendEntriesReply(
                state.self(),
                message.from(),
                state.term(),
                false,
                prev.index(),
                hint,
                message.readSequence(),
                state.hardState.incarnation()));
    }

    private void acknowledge(Message.AppendEntries message, long lastNew) {
        Durability durability = state.durability;
        // A heartbeat is answered at once with what is durable already: a slow disk must not look like a dead node.
        boolean heartbeat = message.entries().count() == 0;
        long index = heartbeat ? Math.min(lastNew, durability.durableIndex()) : lastNew;
        state.sendWhenDurable(
                new Message.AppendEntriesReply(
                        state.self(),
                        message.from(),
                        state.term(),
                        true,
                        index,
                        EntryId.ZERO,
                        message.readSequence(),
                        state.hardState.incarnation()),
                index);
    }

    private long appendOwn(EntryKind kind, Configuration configuration, int bytes) {
        long ioSeq = append(bytes);
        long index = state.log.lastIndex();
        state.effects.add(new Effect.AppendOwn(index, kind, configuration, ioSeq));
        return index;
    }

    /** Appends an entry of this leader's term; the write that makes it durable. */
    private long append(int bytes) {
        state.log.append(state.term(), bytes);
        return state.durability.issueAppend(state.log.lastIndex(), state.nowNanos);
    }

    private void activate(long index, Configuration configuration) {
        state.configurations.append(index, configuration);
        state.effects.add(new Effect.ActivateConfiguration(index, configuration));
    }

    /** Entries come in the order of their terms, none newer than their leader's. */
    private boolean isSound(Message.AppendEntries message) {
        long term = message.prev().term();
        for (int i = 0; i < message.entries().count(); i++) {
            if (message.entries().term(i) < term) {
                return false;
            }
            term = message.entries().term(i);
        }
        return term <= message.term();
    }

    /** Below the base nothing can be compared; the base itself can. */
    private boolean contradictsBase(long prevIndex, Entries entries) {
        EntryId base = state.log.base();
        long offset = base.index() - prevIndex - 1;
        return offset >= 0 && offset < entries.count() && entries.term((int) offset) != base.term();
    }

    /**
     * §5.3: entries the log already holds are left alone; the first that it lacks, or that conflicts, is where it
     * changes.
     */
    private int firstNews(long prevIndex, Entries entries) {
        int offset =
                (int) Math.max(0, Math.min(entries.count(), state.log.base().index() - prevIndex));
        while (offset < entries.count()
                && prevIndex + 1 + offset <= state.log.lastIndex()
                && state.log.termAt(prevIndex + 1 + offset) == entries.term(offset)) {
            offset++;
        }
        return offset;
    }

    private void truncateFrom(long index, long leaderTerm) {
        state.log.truncateFrom(index);
        long ioSeq = state.durability.issueTruncate(index, state.nowNanos);
        state.effects.add(new Effect.TruncateLog(index, leaderTerm, ioSeq));
        if (state.configurations.truncateFrom(index)) {
            state.effects.add(
                    new Effect.ActivateConfiguration(state.configurations.activeIndex(), state.configuration()));
        }
    }

    private void appendNews(long from, Entries entries, int news, long leaderTerm) {
        assert from == state.log.lastIndex() + 1 : "entry " + from + " follows " + state.log.lastIndex();
        for (int offset = news; offset < entries.count(); offset++) {
            state.log.append(entries.term(offset), entries.bytes(offset));
            if (entries.kind(offset) == EntryKind.CONFIGURATION) {
                activate(state.log.lastIndex(), entries.configuration(offset));
            }
        }
        long last = state.log.lastIndex();
        long ioSeq = state.durability.issueAppend(last, state.nowNanos);
        state.effects.add(new Effect.AppendLog(from, last, leaderTerm, ioSeq));
    }

    private long lastToSend(long first) {
        Limits limits = state.limits();
        long last = first;
        long end = Math.min(state.log.lastIndex(), first + limits.appendEntriesMax() - 1);
        while (last < end && state.log.bytesBetween(first - 1, last + 1) <= limits.appendBytesMax()) {
            last++;
        }
        return last;
    }

    /**
     * Entries are answered when they are durable; so that a slow disk looks neither like a dead node nor holds up
     * reads, what asks for a sign of life goes beside them, from where the logs are known to agree.
     */
    private void sendHeartbeat(Leader leader, Progress peer) {
        long agreed = peer.matchIndex() < state.log.base().index() ? 0 : peer.matchIndex();
        send(leader, peer, agreed, agreed);
    }

    private void sendFrom(Leader leader, Progress peer, long last) {
        long prevIndex = peer.nextIndex() - 1;
        send(leader, peer, prevIndex, last);
        peer.sent(last, last > prevIndex ? state.log.bytesBetween(prevIndex, last) : 0);
    }

    private void send(Leader leader, Progress peer, long prevIndex, long last) {
        EntryId prev = prevIndex == 0 ? EntryId.ZERO : new EntryId(state.log.termAt(prevIndex), prevIndex);
        // Thesis §6.4: the message carries the newest read as it leaves, so that only what is heard afterwards can
        // confirm it.
        Message.AppendEntries header = new Message.AppendEntries(
                state.self(),
                peer.member(),
                state.term(),
                prev,
                state.commitIndex,
                leader.reads().lastSequence(),
                peer.recovered(),
                Entries.NONE);
        state.effects.add(new Effect.SendEntries(header, last));
    }
}
