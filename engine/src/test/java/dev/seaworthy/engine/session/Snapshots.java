package dev.seaworthy.engine.session;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Snapshots as byte arrays, which only tests may afford. */
final class Snapshots {
    private Snapshots() {}

    static byte[] of(StateMachine machine) {
        return written(machine.snapshot());
    }

    static byte[] written(SnapshotView view) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            view.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static void restore(StateMachine machine, byte[] snapshot) {
        try {
            machine.restore(new ByteArrayInputStream(snapshot));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
