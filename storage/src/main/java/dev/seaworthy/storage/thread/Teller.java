package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.host.Replica;
import java.util.function.Consumer;

/** What the threads of a storage tell their replica: one failure, and nothing after it. Thread safe. */
final class Teller {
    private final ReplicaInbox inbox;
    private boolean failed;

    Teller(ReplicaInbox inbox) {
        this.inbox = inbox;
    }

    synchronized void tell(Consumer<Replica> input) {
        if (!failed) {
            inbox.add(input);
        }
    }

    /** Nothing the replica stands on can be relied on any more. */
    synchronized void tellFailure(String what, Throwable cause) {
        if (!failed) {
            failed = true;
            inbox.add(replica -> {
                replica.diskCondition(DiskCondition.FAILED);
                replica.storageFailed(what + ": " + cause);
            });
        }
    }

    synchronized boolean isFailed() {
        return failed;
    }
}
