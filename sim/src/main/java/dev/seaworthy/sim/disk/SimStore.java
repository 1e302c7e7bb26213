package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import dev.seaworthy.storage.WriteBatch;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;

/**
 * One process's hold on a {@link SimDisk}: usable until it is closed or its process crashes. Bytes are copied on their
 * way in and out. Not thread safe.
 */
public final class SimStore implements OrderedStore {
    private static final byte[] LOWEST = {};
    /** No key of ours begins with such bytes. */
    private static final byte[] ABOVE_ALL = {-1, -1};

    private final SimDisk disk;
    /** The real store that it stands on; null where there is none. */
    private OrderedStore below;

    private Verdict verdict = new Verdict.Clean();
    /** Why it refuses everything; null while it is usable. */
    private String refusal;

    SimStore(SimDisk disk) {
        this.disk = disk;
    }

    /**
     * Opens the real store, brings the damage upon it that its disk has suffered, and holds it against its disk.
     *
     * @throws PlatterException where the two hold different pairs
     */
    void standOn(Platter platter, WriteBatch damage) {
        Platter.Opened opened = platter.open(disk.slots());
        below = opened.store();
        verdict = opened.verdict();
        if (!damage.changes().isEmpty()) {
            below.write(damage, true);
        }
        Iterator<Map.Entry<byte[], byte[]>> pairs = disk.pairs().entrySet().iterator();
        below.scan(LOWEST, ABOVE_ALL, (key, value) -> {
            Map.Entry<byte[], byte[]> pair = pairs.hasNext() ? pairs.next() : null;
            if (pair == null || !Arrays.equals(pair.getKey(), key) || !Arrays.equals(pair.getValue(), value)) {
                throw differs(key, pair == null ? null : pair.getKey());
            }
        });
        if (pairs.hasNext()) {
            throw differs(null, pairs.next().getKey());
        }
    }

    private PlatterException differs(byte[] real, byte[] wanted) {
        String message = "the real store, opened " + verdict.word() + ", does not hold what the disk holds: "
                + (Arrays.equals(real, wanted)
                        ? "key " + hex(real) + " has another value"
                        : "key " + hex(wanted) + " should come next, not " + hex(real));
        return new PlatterException(message, null);
    }

    private static String hex(byte[] key) {
        return key == null ? "none" : HexFormat.of().formatHex(key);
    }

    /** What opening the real store found out; clean where there is none. */
    public Verdict verdict() {
        return verdict;
    }

    @Override
    public void write(WriteBatch batch, boolean sync) {
        refuseUnlessUsable();
        disk.write(batch);
        if (below != null) {
            below.write(batch, sync);
        }
        if (sync) {
            disk.sync(null);
        }
    }

    @Override
    public byte[] get(byte[] key) {
        refuseUnlessUsable();
        disk.refuseToRead();
        return below == null ? disk.value(key) : below.get(key);
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        refuseUnlessUsable();
        disk.refuseToRead();
        if (Arrays.compareUnsigned(from, to) >= 0) {
            return;
        }
        if (below != null) {
            below.scan(from, to, visitor);
            return;
        }
        for (Map.Entry<byte[], byte[]> pair : disk.pairs().subMap(from, to).entrySet()) {
            visitor.pair(pair.getKey().clone(), pair.getValue().clone());
        }
    }

    /** Closes it as an orderly end of the process does: everything written stays, and what is un-synced stays so. */
    @Override
    public void close() {
        if (refusal == null) {
            refuseBecause("it was closed");
            disk.closed();
            if (below != null) {
                below.close();
            }
        }
    }

    void refuseBecause(String reason) {
        refusal = reason;
    }

    void refuseUnlessUsable() {
        if (refusal != null) {
            throw new StoreException("the store cannot be used any more, " + refusal + ": open it anew");
        }
    }
}
