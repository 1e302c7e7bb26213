package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.DiskFullException;
import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.WriteBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.TreeMap;

/**
 * One machine's disk: an ordered store and slots beside it. What is written to it is readable at once and durable once
 * a sync has covered it; a crash rolls back some or all of what no sync has covered, last write first.
 *
 * <p>Writes, batches and those of slots alike, are numbered from 1 in their order. On a disk with
 * {@linkplain #withDeferredSyncs deferred syncs} a write never makes anything durable, whatever it asks for: the world
 * does, when it calls {@link #syncThrough}. That is how the time a sync takes becomes virtual while the code above it
 * believes to have waited.
 *
 * <p>Not thread safe.
 */
public final class SimDisk {
    private static final Chance NO_CHANCE = (bound, what) -> 0;

    private final boolean defersSyncs;
    /** The real store that goes through the same; null for none. */
    private final Platter platter;

    private final TreeMap<byte[], byte[]> pairs = new TreeMap<>(new KeyOrder());
    private final EnumMap<Slot, byte[]> slots = new EnumMap<>(Slot.class);
    /** The writes that no sync has covered, oldest first. */
    private final List<Write> undoLog = new ArrayList<>();

    /** What damage has changed that the platter is yet to be told of. */
    private WriteBatch untold = new WriteBatch();

    private long written;

    private SimStore open;
    private boolean full;
    private boolean failsRead;
    private int failsAfter = -1;
    private long version;

    /** A write that no sync has covered, and what it replaced. */
    private static final class Write {
        private final long number;
        /** Of a batch: what each change replaced, in the order of the changes. Null for one of a slot. */
        private final List<WriteBatch.Change> replaced;
        /** The slot; null for a batch. */
        private final Slot slot;

        private final byte[] before;
        /** Whether a sync was ever asked for that covers it, and whether who asked is still there. */
        private boolean asked;

        private boolean awaited;
        /** Whether a sync of it failed: no later one covers it. */
        private boolean doomed;

        private Write(long number, List<WriteBatch.Change> replaced, Slot slot, byte[] before) {
            this.number = number;
            this.replaced = replaced;
            this.slot = slot;
            this.before = before;
        }
    }

    private SimDisk(boolean defersSyncs, Platter platter) {
        this.defersSyncs = defersSyncs;
        this.platter = platter;
        for (Slot slot : Slot.values()) {
            slots.put(slot, new byte[SlotStore.SLOT_BYTES]);
        }
    }

    /** An empty disk on which a write with sync is durable when it returns. */
    public static SimDisk withImmediateSyncs() {
        return new SimDisk(false, null);
    }

    /** An empty disk on which nothing is durable before {@link #syncThrough} says so. */
    public static SimDisk withDeferredSyncs() {
        return withDeferredSyncs(null);
    }

    /**
     * The same over a real store, from which everything is read that was written to it.
     *
     * @param platter an empty one; null for none
     */
    public static SimDisk withDeferredSyncs(Platter platter) {
        return new SimDisk(true, platter);
    }

    /**
     * Opens the store for a process: an empty one the first time, then the one with all that survived.
     *
     * @throws StoreException where another process has it open
     * @throws PlatterException where the real store below cannot be opened, or does not hold the same
     */
    public SimStore open() {
        if (open != null) {
            throw new StoreException("the disk is in use by another process: crash it or close its store first");
        }
        open = new SimStore(this);
        if (platter != null) {
            open.standOn(platter, untold);
            untold = new WriteBatch();
        }
        return open;
    }

    /** The slots, for the process that has the store open: usable as long as its store is. */
    public SlotStore slots() {
        if (open == null) {
            throw new StoreException("open the store of the disk first");
        }
        return new SimSlots(this, open);
    }

    /** How many writes there ever were, which is the number of the last one. */
    public long written() {
        return written;
    }

    /** Changes whenever what is on the disk, or what of it is durable, may have changed. */
    public long version() {
        return version;
    }

    /** How many writes no sync has covered. */
    public int unsynced() {
        return undoLog.size();
    }

    /**
     * The syncs that were asked for up to a write are done. Nothing happens to writes that were durable already or are
     * gone, nor to those whose durability nobody asked for.
     */
    public void syncThrough(long write) {
        if (write > written) {
            throw new IllegalArgumentException("cannot sync write " + write + ": " + written + " were written");
        }
        version++;
        undoLog.removeIf(undurable -> undurable.awaited && undurable.number <= write);
    }

    /**
     * The machine loses power, and the write that is the first to be lost leaves no trace.
     *
     * @see #crash(int, boolean, Chance)
     */
    public void crash(int keep) {
        crash(keep, false, NO_CHANCE);
    }

    /** The same, where the first write that is gone may have left a trace. */
    public void crash(int keep, boolean torn) {
        crash(keep, torn, NO_CHANCE);
    }

    /**
     * The machine loses power: of the un-synced writes the first {@code keep} survive and are durable from now on, the
     * others are gone. Writes of slots for which no sync was asked are gone, too, whatever came after them. The
     * process's stores refuse everything after that; the restarted process opens others.
     *
     * @param keep from 0 to {@link #unsynced()}
     * @param torn whether the first write that is gone, where it is one of a slot, has left it unreadable
     * @param chance what the first batch that is gone has left on the platter
     */
    public void crash(int keep, boolean torn, Chance chance) {
        if (keep < 0 || keep > undoLog.size()) {
            throw new IllegalArgumentException("cannot keep " + keep + " of " + undoLog.size() + " un-synced writes");
        }
        version++;
        Write first = keep < undoLog.size() ? undoLog.get(keep) : null;
        int lostBatches = 0;
        for (int i = undoLog.size() - 1; i >= 0; i--) {
            Write write = undoLog.get(i);
            if (i >= keep || write.slot != null && !write.asked) {
                undo(write);
                lostBatches += write.slot == null ? 1 : 0;
            }
        }
        if (torn && first != null && first.slot != null) {
            byte[] spoilt = new byte[SlotStore.SLOT_BYTES];
            Arrays.fill(spoilt, (byte) 0x55);
            slots.put(first.slot, spoilt);
        }
        undoLog.clear();
        if (open != null) {
            open.refuseBecause("its process has crashed");
            open = null;
        }
        if (platter != null) {
            platter.crash(lostBatches, chance);
        }
    }

    private void undo(Write write) {
        if (write.slot != null) {
            slots.put(write.slot, write.before);
            return;
        }
        for (int i = write.replaced.size() - 1; i >= 0; i--) {
            set(write.replaced.get(i));
        }
    }

    /**
     * Damage: every pair from one key (inclusive) to another (exclusive) is gone, durable or not. Only while no process
     * uses the disk and nothing on it is un-synced.
     */
    public void erase(byte[] from, byte[] to) {
        requireAtRest();
        version++;
        pairs.subMap(from, to).keySet().forEach(untold::delete);
        pairs.subMap(from, to).clear();
    }

    /**
     * Damage: one bit of a value is another one.
     *
     * @param what which, counted from the first bit of the first byte
     */
    public void flip(byte[] key, long what) {
        requireAtRest();
        version++;
        byte[] value = pairs.get(key).clone();
        flipBit(value, what);
        set(new WriteBatch.Change(key, value));
        tellLater(new WriteBatch.Change(key, value));
    }

    private void tellLater(WriteBatch.Change change) {
        untold.changes().add(change);
    }

    /** Damage: one bit of a slot is another one. */
    public void flip(Slot slot, long what) {
        requireAtRest();
        version++;
        byte[] value = slots.get(slot).clone();
        flipBit(value, what);
        slots.put(slot, value);
    }

    static void flipBit(byte[] bytes, long what) {
        bytes[(int) (what / Byte.SIZE)] ^= (byte) (0x80 >> what % Byte.SIZE);
    }

    /**
     * Which un-synced batches, by their place among the un-synced writes, are followed by another batch and do not
     * touch this key.
     */
    public List<Integer> inTheMidst(byte[] untouched) {
        List<Integer> places = new ArrayList<>();
        int last = undoLog.size() - 1;
        while (last >= 0 && undoLog.get(last).slot != null) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            Write write = undoLog.get(i);
            if (write.slot == null && find(write, untouched) < 0) {
                places.add(i);
            }
        }
        return places;
    }

    /** Damage: this un-synced batch was never written, while those after it were. */
    public void loseUnsynced(int place) {
        version++;
        Write lost = undoLog.remove(place);
        for (int i = lost.replaced.size() - 1; i >= 0; i--) {
            WriteBatch.Change before = lost.replaced.get(i);
            int later = place;
            while (later < undoLog.size() && find(undoLog.get(later), before.key()) < 0) {
                later++;
            }
            if (later == undoLog.size()) {
                set(before);
                tellLater(before);
            } else {
                List<WriteBatch.Change> replaced = undoLog.get(later).replaced;
                replaced.set(find(undoLog.get(later), before.key()), before);
            }
        }
    }

    /** The first change of a key in a write; -1 where there is none. */
    private static int find(Write write, byte[] key) {
        for (int i = 0; write.slot == null && i < write.replaced.size(); i++) {
            if (Arrays.equals(write.replaced.get(i).key(), key)) {
                return i;
            }
        }
        return -1;
    }

    private void requireAtRest() {
        if (open != null || !undoLog.isEmpty()) {
            throw new IllegalStateException("crash the process first: damage does not wait for its writes");
        }
    }

    /** Whether it takes no batches any more; slots it takes. */
    public void setFull(boolean full) {
        this.full = full;
    }

    /** Whether the next read of pairs fails. */
    public void failNextRead(boolean fails) {
        failsRead = fails;
    }

    /** After so many more writes and syncs one fails; negative for never. */
    public void failAfter(int writes) {
        failsAfter = writes;
    }

    void refuseToRead() {
        if (failsRead) {
            failsRead = false;
            throw new StoreException("the disk cannot read what it holds: input/output error");
        }
    }

    private boolean fails() {
        return failsAfter >= 0 && --failsAfter < 0;
    }

    /** All keys from one (inclusive) to another (exclusive), ascending. */
    public List<byte[]> keys(byte[] from, byte[] to) {
        return pairs.subMap(from, to).keySet().stream().map(byte[]::clone).toList();
    }

    /** The least key from one (inclusive) to another (exclusive); null where there is none. */
    public byte[] firstKey(byte[] from, byte[] to) {
        return pairs.subMap(from, to).isEmpty()
                ? null
                : pairs.subMap(from, to).firstKey().clone();
    }

    /** The greatest key from one (inclusive) to another (exclusive); null where there is none. */
    public byte[] lastKey(byte[] from, byte[] to) {
        return pairs.subMap(from, to).isEmpty()
                ? null
                : pairs.subMap(from, to).lastKey().clone();
    }

    /**
     * The value a key would have after a crash that keeps nothing un-synced; null where there would be none. Not to be
     * changed; the same array as long as it is the same value.
     */
    public byte[] durableValue(byte[] key) {
        for (Write write : undoLog) {
            List<WriteBatch.Change> replaced = write.slot == null ? write.replaced : List.of();
            for (int i = 0; i < replaced.size(); i++) {
                WriteBatch.Change change = replaced.get(i);
                if (Arrays.equals(change.key(), key)) {
                    return change.value();
                }
            }
        }
        return pairs.get(key);
    }

    /**
     * What a slot would hold after a crash that keeps nothing un-synced. Not to be changed; the same array as long as
     * it is the same content.
     */
    public byte[] durableValue(Slot slot) {
        for (Write write : undoLog) {
            if (write.slot == slot) {
                return write.before;
            }
        }
        return slots.get(slot);
    }

    void write(WriteBatch batch) {
        if (full) {
            throw new DiskFullException(Path.of("."), 0, 1);
        }
        if (fails()) {
            throw new StoreException("the disk cannot write: input/output error");
        }
        version++;
        List<WriteBatch.Change> changes = batch.changes();
        List<WriteBatch.Change> replaced = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            byte[] key = changes.get(i).key().clone();
            replaced.add(new WriteBatch.Change(
                    key, set(new WriteBatch.Change(key, copy(changes.get(i).value())))));
        }
        undoLog.add(new Write(++written, replaced, null, null));
    }

    void write(Slot slot, byte[] content) {
        if (fails()) {
            throw new StoreException("the disk cannot write: input/output error");
        }
        version++;
        byte[] before = slots.get(slot);
        byte[] after = before.clone();
        System.arraycopy(content, 0, after, 0, content.length);
        slots.put(slot, after);
        undoLog.add(new Write(++written, null, slot, before));
    }

    /**
     * A sync is asked for.
     *
     * @param slot of what; null for the batches
     */
    void sync(Slot slot) {
        if (fails()) {
            // What was to be synced may be thrown away by the system, which then has nothing left to sync.
            undoLog.forEach(write -> write.doomed |= write.slot == slot);
            throw new StoreException("the disk cannot sync: input/output error");
        }
        for (Write write : undoLog) {
            if (write.slot == slot && !write.doomed) {
                write.asked = true;
                write.awaited = true;
            }
        }
        if (!defersSyncs) {
            syncThrough(written);
        }
    }

    byte[] value(Slot slot) {
        return slots.get(slot).clone();
    }

    byte[] value(byte[] key) {
        return copy(pairs.get(key));
    }

    TreeMap<byte[], byte[]> pairs() {
        return pairs;
    }

    /** Its process is gone; and with it whoever had asked for a sync that is not done yet. */
    void closed() {
        // Whoever opens it next writes anew what a failed sync had left in memory only.
        undoLog.forEach(write -> {
            write.awaited = false;
            write.doomed = false;
        });
        open = null;
    }

    /** Makes a change. Returns the value it replaced; null where there was none. */
    private byte[] set(WriteBatch.Change change) {
        return change.value() == null ? pairs.remove(change.key()) : pairs.put(change.key(), change.value());
    }

    static byte[] copy(byte[] bytes) {
        return bytes == null ? null : bytes.clone();
    }
}
