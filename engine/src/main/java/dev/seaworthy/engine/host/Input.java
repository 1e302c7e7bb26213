package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.MembershipChange;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import java.nio.ByteBuffer;
import java.util.List;

/** What waits in a replica's inbox. */
sealed interface Input {
    void deliverTo(Handler handler);

    /** One method per kind of input. */
    interface Handler {
        void onFrame(Frame input);

        void onProposal(Proposal input);

        void onRead(Read input);

        void onReadAt(ReadAt input);

        void onChange(Change input);

        void onTransfer(Transfer input);

        void onPersisted(Persisted input);

        void onEntriesRead(EntriesRead input);

        void onChunkRead(ChunkRead input);

        void onSnapshotSaved(SnapshotSaved input);

        void onSnapshotReceived(SnapshotReceived input);

        void onFailed(Failed input);

        void onDisk(Disk input);
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

    record ReadAt(PendingReads.Read read, long minIndex) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onReadAt(this);
        }
    }

    record Change(MembershipChange change, ProposalOutcome.Listener listener) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onChange(this);
        }
    }

    record Transfer(long nodeId, TransferOutcome.Listener listener) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onTransfer(this);
        }
    }

    record EntriesRead(List<LogEntry> entries) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onEntriesRead(this);
        }
    }

    record ChunkRead(byte[] content) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onChunkRead(this);
        }
    }

    record SnapshotSaved(SnapshotMeta snapshot) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotSaved(this);
        }
    }

    record SnapshotReceived(SnapshotMeta snapshot, boolean sound) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onSnapshotReceived(this);
        }
    }

    record Persisted(long ioSeq) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPersisted(this);
        }
    }

    record Disk(DiskCondition condition) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDisk(this);
        }
    }

    record Failed(HaltCode code, String evidence) implements Input {
        @Override
        public void deliverTo(Handler handler) {
            handler.onFailed(this);
        }
    }
}
