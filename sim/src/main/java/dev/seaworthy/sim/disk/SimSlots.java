package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SlotStore;

/** One process's hold on the slots of a {@link SimDisk}: usable as long as the store it has opened there is. */
final class SimSlots implements SlotStore {
    private final SimDisk disk;
    private final SimStore store;

    SimSlots(SimDisk disk, SimStore store) {
        this.disk = disk;
        this.store = store;
    }

    @Override
    public byte[] read(Slot slot) {
        store.refuseUnlessUsable();
        return disk.value(slot);
    }

    @Override
    public void write(Slot slot, byte[] content) {
        store.refuseUnlessUsable();
        if (content.length > SLOT_BYTES) {
            throw new IllegalArgumentException(content.length + " bytes in a slot of " + SLOT_BYTES);
        }
        disk.write(slot, content);
    }

    @Override
    public void sync(Slot slot) {
        store.refuseUnlessUsable();
        disk.sync(slot);
    }

    @Override
    public void close() {
        // They go with the store.
    }
}
