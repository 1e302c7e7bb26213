package dev.seaworthy.engine.core;

/**
 * What replicas say to each other, named as in the paper (figure 2; PreVote: thesis §9.6; TimeoutNow: thesis §3.10).
 * Every message carries its sender's current term; and node and disk of both sides, so that what is meant for, or comes
 * from, a disk that is gone is never taken for another's.
 *
 * <p>A new kind of message does not compile until every {@link Handler} knows it.
 */
public sealed interface Message {
    /** The member that sent it. */
    Member from();

    /** The member it is for. */
    Member to();

    /** The sender's current term when it sent this. */
    long term();

    /** Calls the handler's method for this kind of message. */
    void deliverTo(Handler handler);

    /** One method per kind of message. */
    interface Handler {
        void onPreVote(PreVote message);

        void onPreVoteReply(PreVoteReply message);

        void onRequestVote(RequestVote message);

        void onRequestVoteReply(RequestVoteReply message);

        void onAppendEntries(AppendEntries message);

        void onAppendEntriesReply(AppendEntriesReply message);

        void onInstallSnapshot(InstallSnapshot message);

        void onInstallSnapshotReply(InstallSnapshotReply message);

        void onTimeoutNow(TimeoutNow message);

        void onReadIndex(ReadIndex message);

        void onReadIndexReply(ReadIndexReply message);
    }

    /**
     * Asks whether the receiver would vote for the sender in term {@code term + 1} (thesis §9.6). Promises nothing,
     * changes nothing durable.
     *
     * @param last the last entry of the sender's log
     */
    record PreVote(Member from, Member to, long term, EntryId last) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPreVote(this);
        }
    }

    /** Answers {@link PreVote}. */
    record PreVoteReply(Member from, Member to, long term, boolean granted) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPreVoteReply(this);
        }
    }

    /**
     * Asks for the receiver's vote in {@code term} (§5.2).
     *
     * @param last the last entry of the candidate's log
     * @param transfer whether the leader itself wants this election (thesis §4.2.3): then a living leader is no reason
     *     to withhold the vote
     */
    record RequestVote(Member from, Member to, long term, EntryId last, boolean transfer) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRequestVote(this);
        }
    }

    /** Answers {@link RequestVote}; a granted one is sent only after the vote is durable. */
    record RequestVoteReply(Member from, Member to, long term, boolean granted) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRequestVoteReply(this);
        }
    }

    /**
     * Replicates entries and, with none, serves as heartbeat (§5.3).
     *
     * @param prev the entry right before the first one carried
     * @param leaderCommit the leader's commitIndex
     * @param readSequence the newest read or heartbeat round of the leader's term when this message left it; 0 where
     *     none (thesis §6.4)
     * @param recovered the incarnation of the receiver that holds again, durably, everything the leader's log held when
     *     it first heard of it; -1 where none does yet
     * @param entries the entries from {@code prev.index() + 1} on
     */
    record AppendEntries(
            Member from,
            Member to,
            long term,
            EntryId prev,
            long leaderCommit,
            long readSequence,
            long recovered,
            Entries entries)
            implements Message {
        /** The same message with these entries: the core knows only where they begin and end. */
        public AppendEntries withEntries(Entries carried) {
            return new AppendEntries(from, to, term, prev, leaderCommit, readSequence, recovered, carried);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onAppendEntries(this);
        }
    }

    /**
     * Answers {@link AppendEntries}; a successful one is sent only after what it acknowledges is durable.
     *
     * @param success whether the follower's log contains {@code prev}
     * @param index on success, an index up to which the log equals the leader's and is durable: {@code prev} plus
     *     entries carried, or, where none were carried, as much of that as is durable already; on rejection, the index
     *     of the {@code prev} that was rejected; 0 where the message answered was of an earlier term
     * @param hint on rejection, the follower's newest entry that may still match: its largest index not after
     *     {@code prev} whose term is not larger than {@code prev}'s; {@link EntryId#ZERO} on success, and where the
     *     message answered was of an earlier term
     * @param readSequence as in the message answered; 0 where that was of an earlier term
     * @param incarnation of the follower: what an earlier one acknowledged may be lost
     */
    record AppendEntriesReply(
            Member from,
            Member to,
            long term,
            boolean success,
            long index,
            EntryId hint,
            long readSequence,
            long incarnation)
            implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onAppendEntriesReply(this);
        }
    }

    /**
     * Sends a piece of a snapshot to a member whose next entry the leader's log no longer holds (§7).
     *
     * @param snapshot which one
     * @param offset where in the snapshot the piece begins, in bytes
     * @param chunk the piece; ends the snapshot where {@code offset + chunk.bytes() == snapshot.bytes()}
     */
    record InstallSnapshot(Member from, Member to, long term, SnapshotMeta snapshot, long offset, Chunk chunk)
            implements Message {
        /** The same message with this piece: the core knows only its size. */
        public InstallSnapshot withChunk(Chunk carried) {
            return new InstallSnapshot(from, to, term, snapshot, offset, carried);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onInstallSnapshot(this);
        }
    }

    /**
     * Answers {@link InstallSnapshot}.
     *
     * @param last the last entry of the snapshot; {@link EntryId#ZERO} where the message answered was of an earlier
     *     term
     * @param offset how much of the snapshot has arrived without gaps, in bytes: where the next piece has to begin
     * @param installed whether the follower's log, durably, holds everything the snapshot covers
     * @param incarnation of the follower, as in {@link AppendEntriesReply}
     */
    record InstallSnapshotReply(
            Member from, Member to, long term, EntryId last, long offset, boolean installed, long incarnation)
            implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onInstallSnapshotReply(this);
        }
    }

    /**
     * The leader hands over: the receiver is to campaign at once (thesis §3.10).
     *
     * @param last the last entry of the leader's log; a receiver that does not hold it could not win
     */
    record TimeoutNow(Member from, Member to, long term, EntryId last) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onTimeoutNow(this);
        }
    }

    /**
     * A follower or learner asks its leader for an index from which a read is linearizable (thesis §6.4).
     *
     * @param boot drawn anew each time the sender starts: its numbers begin anew then
     * @param sequence the sender's newest read; the answer holds for all its reads up to it
     */
    record ReadIndex(Member from, Member to, long term, long boot, long sequence) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onReadIndex(this);
        }
    }

    /**
     * Answers {@link ReadIndex}.
     *
     * @param boot as in the question
     * @param sequence as in the question
     * @param readIndex reads up to {@code sequence} are linearizable once this index is applied
     */
    record ReadIndexReply(Member from, Member to, long term, long boot, long sequence, long readIndex)
            implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onReadIndexReply(this);
        }
    }
}
