package dev.seaworthy.engine.host;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A state machine's state as it was at one moment: whatever is applied afterwards does not show in it. Captured by the
 * replica's thread, written out by another one.
 */
public interface SnapshotView {
    /**
     * Writes the whole state: equal states write equal bytes. Called again only where an earlier call failed.
     *
     * @throws IOException where {@code out} cannot take them
     */
    void writeTo(OutputStream out) throws IOException;
}
