package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.OrderedStore;
import dev.seaworthy.storage.SlotStore;
import dev.seaworthy.storage.Verdict;

/**
 * A real store that goes through everything a {@link SimDisk} goes through: a port, implemented outside the simulated
 * world. The disk goes on deciding what becomes of every batch; the platter brings that about in one of the ways in
 * which a real disk may come to it, and has to hold just what the disk holds whenever it is opened. Nothing that the
 * world sees may depend on anything else.
 *
 * <p>What goes wrong with the real store is a {@link PlatterException}, never a failure of the simulated disk.
 *
 * <p>Used by one thread at a time.
 */
public interface Platter {
    /**
     * A store that a process has opened.
     *
     * @param store the store; closing it is what an orderly end of the process, or a kill, does: everything written
     *     stays
     * @param verdict what opening it found, as far as the store's own files tell
     */
    record Opened(OrderedStore store, Verdict verdict) {}

    /**
     * Opens the store for a process: an empty one the first time, then the one with all that survived. At most one is
     * open at a time.
     *
     * @param slots the hard state and the marks beside the store
     * @throws PlatterException where it cannot be opened
     */
    Opened open(SlotStore slots);

    /**
     * The power fails: of the batches written the last ones are lost, all others are durable. What is left of the first
     * that is lost is drawn. The store, where one is open, is not to be used any more.
     *
     * @param lost how many batches, all of them written since it was opened last
     * @throws PlatterException where that cannot be brought about
     */
    void crash(int lost, Chance chance);
}
