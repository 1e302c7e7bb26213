package dev.seaworthy.engine.host;

import java.nio.ByteBuffer;

/** What waits in a replica's inbox. */
sealed interface Input {
    void deliverTo(Handler handler);

    /** One method per kind of input. */
    interface Handler {
        void onFrame(Frame input);

        void onProposal(Proposal input);

        void onRead(Read input);

        void onPersisted(Persisted input);

        void onStorageFailed(StorageFailed input);
    }

    record Frame(ByteBuffer bytes) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onFrame(this);
        }
    }

    record Proposal(byte[] command, ProposalOutcome.Listener listener) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onProposal(this);
        }
    }

    record Read(PendingReads.Read read) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onRead(this);
        }
    }

    record Persisted(long ioSeq) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPersisted(this);
        }
    }

    record StorageFailed(String evidence) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onStorageFailed(this);
        }
    }
}
