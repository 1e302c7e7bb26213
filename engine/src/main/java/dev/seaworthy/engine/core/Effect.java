package dev.seaworthy.engine.core;

/**
 * What the core wants done. Effects are carried out in the order in which they were emitted.
 *
 * <p>Effects with an {@code ioSeq} are writes: they become durable in that order, all writes of one flush as one atomic
 * batch, and the host reports {@code persisted(ioSeq)} when a sync has covered them. A {@link Send} waits for its
 * {@code afterIo}.
 */
public sealed interface Effect {
    /** Calls the handler's method for this kind of effect. */
    void applyTo(Handler handler);

    /** One method per kind of effect. */
    interface Handler {
        void saveHardState(SaveHardState effect);

        void truncateLog(TruncateLog effect);

        void appendLog(AppendLog effect);

        void appendOwn(AppendOwn effect);

        void compactLog(CompactLog effect);

        void installSnapshot(InstallSnapshot effect);

        void receiveChunk(ReceiveChunk effect);

        void finishSnapshot(FinishSnapshot effect);

        void sendChunk(SendChunk effect);

        void dropSnapshot(DropSnapshot effect);

        void send(Send effect);

        void sendEntries(SendEntries effect);

        void advanceCommit(AdvanceCommit effect);

        void readReady(ReadReady effect);

        void readFailed(ReadFailed effect);

        void changeRole(ChangeRole effect);

        void activateConfiguration(ActivateConfiguration effect);

        void endTransfer(EndTransfer effect);

        void ignore(Ignore effect);

        void halt(Halt effect);
    }

    /** Make term and vote durable. */
    record SaveHardState(HardState state, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.saveHardState(this);
        }
    }

    /**
     * Remove every entry from {@code fromIndex} (inclusive) on.
     *
     * @param leaderTerm the term of the leader that caused it
     */
    record TruncateLog(long fromIndex, long leaderTerm, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.truncateLog(this);
        }
    }

    /**
     * Append entries {@code firstIndex} to {@code lastIndex}, both inclusive, whose payloads the host got with the
     * event being handled.
     *
     * @param leaderTerm the term of the leader that caused it
     */
    record AppendLog(long firstIndex, long lastIndex, long leaderTerm, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.appendLog(this);
        }
    }

    /**
     * Append an entry of the leader's own making, in its current term.
     *
     * @param kind {@link EntryKind#NOOP} or {@link EntryKind#CONFIGURATION}
     * @param configuration what the entry holds; null for a NOOP
     */
    record AppendOwn(long index, EntryKind kind, Configuration configuration, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.appendOwn(this);
        }
    }

    /**
     * The replica now stands on this snapshot, which is durable: entries up to {@code base.index()} (inclusive) may go.
     * Both facts become durable together.
     *
     * @param base at most the snapshot's last entry
     */
    record CompactLog(SnapshotMeta snapshot, EntryId base, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.compactLog(this);
        }
    }

    /**
     * A received snapshot, which is durable, takes the place of the whole log: every entry goes, the next one follows
     * the snapshot's last, and the state machine is to be restored from it before anything else is applied.
     */
    record InstallSnapshot(SnapshotMeta snapshot, long ioSeq) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.installSnapshot(this);
        }
    }

    /** Keep the piece of a snapshot that came with the event being handled; offset 0 begins it anew. */
    record ReceiveChunk(SnapshotMeta snapshot, long offset) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.receiveChunk(this);
        }
    }

    /** All of a snapshot has arrived: verify and sync it, then report {@link RaftCore#onSnapshotReceived}. */
    record FinishSnapshot(SnapshotMeta snapshot) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.finishSnapshot(this);
        }
    }

    /**
     * Send a piece of a snapshot, whose bytes the host reads without holding anything else up.
     *
     * @param header the message without bytes
     * @param bytes the size of the piece
     */
    record SendChunk(Message.InstallSnapshot header, int bytes) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.sendChunk(this);
        }
    }

    /** Nothing stands on this snapshot any more, and nobody is being sent it. */
    record DropSnapshot(SnapshotMeta snapshot) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.dropSnapshot(this);
        }
    }

    /**
     * Send a message once every write up to {@code afterIo} (inclusive) is durable; 0 means at once. A message whose
     * wait outlives the process is lost, as on a network.
     */
    record Send(Message message, long afterIo) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.send(this);
        }
    }

    /**
     * Send the entries {@code header.prev().index() + 1} to {@code lastIndex} (inclusive) at once: the leader's own
     * disk works beside the network (thesis §10.2.1). The host fills in the payloads.
     *
     * @param header the message without entries
     */
    record SendEntries(Message.AppendEntries header, long lastIndex) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.sendEntries(this);
        }
    }

    /** Entries up to {@code commitIndex} (inclusive) are committed and may be applied. */
    record AdvanceCommit(long commitIndex) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.advanceCommit(this);
        }
    }

    /** The read is linearizable once the state machine has applied {@code readIndex}. */
    record ReadReady(long sequence, long readIndex) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.readReady(this);
        }
    }

    /** The read, and every other one not yet ready, was not confirmed and never will be. */
    record ReadFailed(long sequence, Reason reason) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.readFailed(this);
        }
    }

    /**
     * The role, the term or the known leader changed.
     *
     * @param leaderId the leader as far as known, else {@link HardState#NOBODY}
     */
    record ChangeRole(RoleName role, long term, long leaderId, Reason reason) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.changeRole(this);
        }
    }

    /**
     * The configuration of the entry at {@code index} is now in force; by an append or by a truncation that fell back
     * to it.
     */
    record ActivateConfiguration(long index, Configuration configuration) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.activateConfiguration(this);
        }
    }

    /**
     * A leadership transfer is over, one way or the other.
     *
     * @param target who was to lead
     * @param reason {@link Reason#TRANSFERRED} where it was asked to campaign and this node has since learned of a new
     *     term
     */
    record EndTransfer(Member target, Reason reason) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.endTransfer(this);
        }
    }

    /** A message was dropped. */
    record Ignore(Message message, Reason reason) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.ignore(this);
        }
    }

    /** The storage failed, or the core was called against its contract: stop this replica and keep the evidence. */
    record Halt(HaltCode code, String evidence) implements Effect {
        @Override
        public void applyTo(Handler handler) {
            handler.halt(this);
        }
    }
}
