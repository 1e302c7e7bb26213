package dev.seaworthy.storage.thread;

import dev.seaworthy.engine.core.DiskCondition;
import java.util.function.Consumer;

/** What the threads of a storage tell their replica: one failure, and nothing after it. Thread safe. */
final class Teller {
    private final Answers answers;
    private boolean failed;

    Teller(Answers answers) {
        this.answers = answers;
    }

    synchronized void tell(Consumer<Answers> what) {
        if (!failed) {
            what.accept(answers);
        }
    }

    /** Nothing the replica stands on can be relied on any more. */
    synchronized void tellFailure(String what, Throwable cause) {
        if (!failed) {
            failed = true;
            answers.diskCondition(DiskCondition.FAILED);
            answers.storageFailed(what + ": " + cause);
        }
    }

    /** The state machine threw where it was written out: the disk does as well as before. */
    synchronized void tellStateMachineFailure(String evidence) {
        if (!failed) {
            failed = true;
            answers.stateMachineFailed(evidence);
        }
    }

    synchronized boolean isFailed() {
        return failed;
    }
}
