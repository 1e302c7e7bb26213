package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Reason;

/** What became of a leadership transfer. */
public sealed interface TransferOutcome {
    /**
     * The target was told to campaign, and this node has since learned of a newer term; who leads that is not for this
     * node to say.
     */
    record HandedOver(Member target) implements TransferOutcome {}

    /**
     * It was refused, or did not come about. A target that was told to campaign may still do so.
     *
     * @param leaderId who leads, as far as known; 0 where unknown
     */
    record Failed(Reason reason, long leaderId) implements TransferOutcome {}

    /** Told the outcome once, by the replica's thread. */
    interface Listener {
        void onOutcome(TransferOutcome outcome);
    }
}
