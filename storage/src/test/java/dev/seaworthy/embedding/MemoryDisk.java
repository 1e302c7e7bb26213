package dev.seaworthy.embedding;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.SnapshotMeta;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.LogStore;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.SnapshotStore;
import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StorageBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Log and snapshots of one replica in memory. What it is asked for takes a millisecond, in the order of asking. */
final class MemoryDisk implements LogStore, SnapshotStore {
    private static final long DISK_NANOS = 1_000_000;

    private final VirtualWorld world;
    private final VirtualNode node;
    private final Configuration initial;
    private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
    private final TreeMap<EntryId, byte[]> snapshots = new TreeMap<>();
    private HardState hardState = HardState.INITIAL;
    private LogStart start;
    private ByteArrayOutputStream incoming = new ByteArrayOutputStream();
    private long crashes;

    MemoryDisk(VirtualWorld world, VirtualNode node, Configuration initial) {
        this.world = world;
        this.node = node;
        this.initial = initial;
    }

    Restored restored() {
        return new Restored(initial, hardState, start, entries.values().stream().toList());
    }

    /** What has been asked for and is not done is never done. */
    void crash() {
        crashes++;
    }

    @Override
    public void submit(StorageBatch batch) {
        later(() -> {
            if (batch.hardState() != null) {
                hardState = batch.hardState();
            }
            if (batch.truncateFrom() > 0) {
                entries.tailMap(batch.truncateFrom()).clear();
            }
            if (batch.start() != null) {
                start = batch.start();
                entries.headMap(start.base().index() + 1).clear();
            }
            for (LogEntry entry : batch.entries()) {
                entries.put(entry.index(), entry);
            }
            return replica -> replica.persisted(batch.ioSeq());
        });
    }

    @Override
    public void read(long firstIndex, long lastIndex) {
        later(() -> {
            Map<Long, LogEntry> found = entries.subMap(firstIndex, true, lastIndex, true);
            var answer = found.values().stream().toList();
            return replica -> replica.entriesRead(answer);
        });
    }

    @Override
    public void save(
            EntryId last, long timeNanos, long configurationIndex, Configuration configuration, SnapshotView view) {
        later(() -> {
            byte[] content = written(view);
            snapshots.put(last, content);
            Digest digest = new Digest().add(content);
            SnapshotMeta snapshot = new SnapshotMeta(
                    last, timeNanos, configurationIndex, configuration, content.length, digest.high(), digest.low());
            return replica -> replica.snapshotSaved(snapshot);
        });
    }

    @Override
    public InputStream open(SnapshotMeta snapshot) {
        return new ByteArrayInputStream(snapshots.get(snapshot.last()));
    }

    @Override
    public void read(SnapshotMeta snapshot, long offset, int bytes) {
        later(() -> {
            byte[] piece = Arrays.copyOfRange(snapshots.get(snapshot.last()), (int) offset, (int) offset + bytes);
            return replica -> replica.chunkRead(piece);
        });
    }

    @Override
    public void receive(SnapshotMeta snapshot, long offset, byte[] content) {
        if (offset == 0) {
            incoming = new ByteArrayOutputStream();
        }
        incoming.writeBytes(content);
    }

    @Override
    public void finish(SnapshotMeta snapshot) {
        byte[] content = incoming.toByteArray();
        later(() -> {
            Digest digest = new Digest().add(content);
            boolean sound = digest.high() == snapshot.digestHigh() && digest.low() == snapshot.digestLow();
            if (sound) {
                snapshots.put(snapshot.last(), content);
            }
            return replica -> replica.snapshotReceived(snapshot, sound);
        });
    }

    @Override
    public void drop(SnapshotMeta snapshot) {
        snapshots.remove(snapshot.last());
    }

    /** Work that is done after a while, unless a crash comes first, and what the replica is told then. */
    private interface Work {
        Consumer<Replica> done();
    }

    private void later(Work work) {
        long asked = crashes;
        world.after(DISK_NANOS, () -> {
            if (asked == crashes) {
                node.mailbox().accept(work.done());
            }
        });
    }

    private static byte[] written(SnapshotView view) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            view.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
