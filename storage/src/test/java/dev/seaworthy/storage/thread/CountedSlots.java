package dev.seaworthy.storage.thread;

import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.StoreException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Slots in memory that tell a test how often marks were synced, and fail to sync them when it says so. */
final class CountedSlots implements SlotStore {
    private final Map<Slot, byte[]> contents = new EnumMap<>(Slot.class);
    private final Semaphore markSyncs = new Semaphore(0);
    private volatile boolean failing;

    /** Returns when so many more marks have been synced. */
    void awaitMarkSyncs(int count) throws InterruptedException {
        markSyncs.acquire(count);
    }

    /** How many marks have been synced that nobody has waited for. Forgets them. */
    int markSyncs() {
        return markSyncs.drainPermits();
    }

    /** From now on no mark can be synced. */
    void fail() {
        failing = true;
    }

    @Override
    public synchronized byte[] read(Slot slot) {
        return contents.getOrDefault(slot, new byte[SLOT_BYTES]).clone();
    }

    @Override
    public synchronized void write(Slot slot, byte[] content) {
        contents.put(slot, Arrays.copyOf(content, SLOT_BYTES));
    }

    @Override
    public void sync(Slot slot) {
        if (slot == Slot.MARK_A || slot == Slot.MARK_B) {
            if (failing) {
                throw new StoreException("the mark cannot be synced");
            }
            markSyncs.release();
        }
    }

    @Override
    public void close() {
        // Kept for the next opening.
    }
}
