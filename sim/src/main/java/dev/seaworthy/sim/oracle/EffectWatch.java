package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Message;

/** Tells the oracles what a core wants done. */
final class EffectWatch implements Effect.Handler {
    static final String HALT = "Halt";
    static final String PEER_CONTRACT = "PeerContract";

    private final Ghost ghost;
    private final OracleFamily family;
    private int node;

    EffectWatch(Ghost ghost, OracleFamily family) {
        this.ghost = ghost;
        this.family = family;
    }

    void watch(int itsNode, Effect effect) {
        node = itsNode;
        effect.applyTo(this);
    }

    @Override
    public void saveHardState(Effect.SaveHardState effect) {
        // Term and vote are judged when they are durable, and when a message speaks of them.
        family.recoveries.hardStateSaved(node, effect.state());
        ghost.hardState(node, effect.state());
    }

    @Override
    public void truncateLog(Effect.TruncateLog effect) {
        family.truncated(node, effect.fromIndex());
        family.log.truncated(node, effect.fromIndex());
    }

    @Override
    public void appendLog(Effect.AppendLog effect) {
        // The entries themselves come by onAppended.
    }

    @Override
    public void appendOwn(Effect.AppendOwn effect) {
        // As any entry.
    }

    @Override
    public void compactLog(Effect.CompactLog effect) {
        family.compacted(node, effect.snapshot(), effect.base());
    }

    @Override
    public void installSnapshot(Effect.InstallSnapshot effect) {
        family.installed(node, effect.snapshot());
    }

    @Override
    public void receiveChunk(Effect.ReceiveChunk effect) {
        // Nothing depends on a piece before all of them are there.
    }

    @Override
    public void finishSnapshot(Effect.FinishSnapshot effect) {
        // Judged when it is used.
    }

    @Override
    public void sendChunk(Effect.SendChunk effect) {
        // A message is judged when it leaves.
    }

    @Override
    public void dropSnapshot(Effect.DropSnapshot effect) {
        family.snapshots.dropped(node, effect.snapshot());
    }

    @Override
    public void send(Effect.Send effect) {
        if (effect.message() instanceof Message.TimeoutNow timeoutNow) {
            family.transfers.handedOver(node, timeoutNow);
        }
        family.denials.answers(node, effect.message());
    }

    @Override
    public void sendEntries(Effect.SendEntries effect) {
        // A message is judged when it leaves.
    }

    @Override
    public void advanceCommit(Effect.AdvanceCommit effect) {
        family.commitAdvanced(node, effect.commitIndex());
    }

    @Override
    public void readReady(Effect.ReadReady effect) {
        // A read is judged when it is answered.
    }

    @Override
    public void readFailed(Effect.ReadFailed effect) {
        // Nothing was promised.
    }

    @Override
    public void changeRole(Effect.ChangeRole effect) {
        family.roleChanged(node, effect);
    }

    @Override
    public void activateConfiguration(Effect.ActivateConfiguration effect) {
        family.memberships.activated(node, effect.index(), effect.configuration());
    }

    @Override
    public void endTransfer(Effect.EndTransfer effect) {
        family.transfers.over(node);
    }

    @Override
    public void ignore(Effect.Ignore effect) {
        family.denials.ignored(node, effect);
        switch (effect.reason()) {
            // Whoever sent this is one of ours, and a replica of ours never says such a thing.
            case SECOND_LEADER, IMPOSSIBLE_INDEX, CONTRADICTS_COMMIT ->
                ghost.report(
                        PEER_CONTRACT,
                        "n" + node + " got a " + effect.message().getClass().getSimpleName() + " from "
                                + ghost.roster().name(effect.message().from()) + " in term "
                                + effect.message().term() + " that cannot be: "
                                + effect.reason().sentence());
            default -> {
                // Late and repeated messages are what a network brings.
            }
        }
    }

    @Override
    public void halt(Effect.Halt effect) {
        // A disk may fail, and a replica that then stops has done the right thing.
        if (effect.code() != HaltCode.STORAGE_FAILED) {
            ghost.report(HALT, "n" + node + " halted, " + effect.code() + ": " + effect.evidence());
        }
    }
}
