package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.SnapshotMeta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Snapshots in memory: durable as soon as a test lets the replica know. */
final class MemorySnapshots implements SnapshotStore {
    private record Save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {}

    final Map<SnapshotMeta, byte[]> durable = new LinkedHashMap<>();
    private final ArrayDeque<Save> saves = new ArrayDeque<>();
    private final ArrayDeque<SnapshotMeta> saved = new ArrayDeque<>();
    private final ArrayDeque<byte[]> chunks = new ArrayDeque<>();
    private final ArrayDeque<SnapshotMeta> finishing = new ArrayDeque<>();
    private ByteArrayOutputStream incoming = new ByteArrayOutputStream();

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        saves.add(new Save(last, timeNanos, configurationIndex, configuration, view));
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        return new ByteArrayInputStream(bytes(snapshot));
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        chunks.add(Arrays.copyOfRange(bytes(snapshot), (int) offset, (int) offset + bytes));
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        if (offset == 0) {
            incoming = new ByteArrayOutputStream();
        }
        if (offset != incoming.size()) {
            throw new IllegalStateException("a piece at " + offset + " after " + incoming.size() + " bytes");
        }
        incoming.writeBytes(content);
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        finishing.add(snapshot);
    }

    @Override
    public void drop(SnapshotMeta snapshot) {
        durable.remove(snapshot);
    }

    /** Writes out what is to be saved; the replica is told of it by {@link #work}. */
    void write() {
        while (!saves.isEmpty()) {
            saved.add(write(saves.remove()));
        }
    }

    /** Does everything that was asked for, and tells the replica. */
    void work(Replica replica) {
        write();
        while (!saved.isEmpty()) {
            replica.snapshotSaved(saved.remove());
        }
        answer(replica);
    }

    /** Does everything that was asked for but saving, and tells the replica. */
    void answer(Replica replica) {
        while (!chunks.isEmpty()) {
            replica.chunkRead(chunks.remove());
        }
        while (!finishing.isEmpty()) {
            SnapshotMeta snapshot = finishing.remove();
            byte[] content = incoming.toByteArray();
            Digest digest = new Digest().add(content);
            boolean sound = content.length == snapshot.bytes()
                    && digest.high() == snapshot.digestHigh()
                    && digest.low() == snapshot.digestLow();
            if (sound) {
                durable.put(snapshot, content);
            }
            replica.snapshotReceived(snapshot, sound);
        }
    }

    private SnapshotMeta write(Save save) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            save.view().writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Digest digest = new Digest().add(out.toByteArray());
        SnapshotMeta snapshot = new SnapshotMeta(
                save.last(),
                save.timeNanos(),
                save.configurationIndex(),
                save.configuration(),
                out.size(),
                digest.high(),
                digest.low());
        durable.put(snapshot, out.toByteArray());
        return snapshot;
    }

    private byte[] bytes(SnapshotMeta snapshot) {
        byte[] bytes = durable.get(snapshot);
        if (bytes == null) {
            throw new IllegalStateException("no snapshot of entry " + snapshot.last());
        }
        return bytes;
    }
}
