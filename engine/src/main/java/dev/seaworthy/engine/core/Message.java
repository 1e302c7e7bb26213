package dev.seaworthy.engine.core;

/**
 * What replicas say to each other, named as in the paper (figure 2; PreVote: thesis §9.6). Every message carries its
 * sender's current term.
 *
 * <p>A new kind of message does not compile until every {@link Handler} knows it.
 */
public sealed interface Message {
    /** The node that sent it. */
    long from();

    /** The node it is for. */
    long to();

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
    }

    /**
     * Asks whether the receiver would vote for the sender in term {@code term + 1} (thesis §9.6). Promises nothing,
     * changes nothing durable.
     *
     * @param last the last entry of the sender's log
     */
    record PreVote(long from, long to, long term, EntryId last) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPreVote(this);
        }
    }

    /** Answers {@link PreVote}. */
    record PreVoteReply(long from, long to, long term, boolean granted) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPreVoteReply(this);
        }
    }

    /**
     * Asks for the receiver's vote in {@code term} (§5.2).
     *
     * @param last the last entry of the candidate's log
     */
    record RequestVote(long from, long to, long term, EntryId last) implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRequestVote(this);
        }
    }

    /** Answers {@link RequestVote}; a granted one is sent only after the vote is durable. */
    record RequestVoteReply(long from, long to, long term, boolean granted) implements Message {
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
     * @param readSequence the newest read the leader had accepted when this message left it; 0 where none (thesis §6.4)
     * @param entries the entries from {@code prev.index() + 1} on
     */
    record AppendEntries(
            long from, long to, long term, EntryId prev, long leaderCommit, long readSequence, Entries entries)
            implements Message {
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
     */
    record AppendEntriesReply(
            long from, long to, long term, boolean success, long index, EntryId hint, long readSequence)
            implements Message {
        @Override
        public void deliverTo(Handler handler) {
            handler.onAppendEntriesReply(this);
        }
    }
}
