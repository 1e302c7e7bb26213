package dev.seaworthy.node;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;

/** Is told what happens to a node, one thing after the other, by the executor for callbacks. */
public interface NodeListener {
    /** Listens to nothing. */
    NodeListener NONE = new NodeListener() {};

    /** The node's role or its term is another now. */
    default void onRole(RoleName role, long term, Reason reason) {}

    /**
     * Another node leads, as far as this one knows.
     *
     * @param leaderId which; 0 where none is known
     */
    default void onLeader(long leaderId, long term) {}

    /** Another configuration is in force; not necessarily committed. */
    default void onConfiguration(Configuration configuration, long index) {}

    /** The state machine was captured for a snapshot that ends with this entry. */
    default void onSnapshotCaptured(EntryId last) {}

    /** The state machine was replaced by a snapshot that the leader sent, which ends with this entry. */
    default void onSnapshotInstalled(EntryId last) {}

    /** The disk of the log does otherwise than before; it is taken for {@link DiskCondition#OK} at first. */
    default void onDisk(DiskCondition condition) {}

    /** The replica has halted; the node stops by itself. */
    default void onHalt(NodeHalt halt) {}
}
