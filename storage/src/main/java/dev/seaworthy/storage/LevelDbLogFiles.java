package dev.seaworthy.storage;

import java.nio.file.Path;

/**
 * A LevelDB store that was opened with as much of it as can be kept, and what that cost.
 *
 * @param store the store; to be closed by whoever has this
 * @param verdict clean, torn or damaged, as far as LevelDB's files tell
 */
public record LevelDbLogFiles(LevelDbStore store, Verdict verdict) {
    /**
     * Opens the store in a directory. Where its log files are damaged they are cut, and what was cut off is kept
     * beside.
     *
     * @param slots where the replica's marks and hard state are
     * @throws AmnesiaException where its files are damaged beyond that: nothing of the log can be told apart from lies
     * @throws StoreException where there is none, or it cannot be opened for another reason
     */
    public static LevelDbLogFiles open(Path directory, SlotStore slots, LevelDbOptions options) {
        try {
            LevelDbStore store = LevelDbStore.open(directory, options);
            TornTail torn = store.tornTail();
            return new LevelDbLogFiles(
                    store,
                    torn == null
                            ? new Verdict.Clean()
                            : new Verdict.Torn("an unfinished write of " + torn.droppedBytes() + " bytes at byte "
                                    + torn.offset() + " of " + torn.file().getFileName()));
        } catch (DamagedStoreException e) {
            return openCutting(directory, e, slots, options);
        }
    }

    private static LevelDbLogFiles openCutting(
            Path directory, DamagedStoreException damage, SlotStore slots, LevelDbOptions options) {
        String what = damage.file().getFileName() + " "
                + (damage.offset() == DamagedStoreException.WHOLE_FILE ? "" : "at byte " + damage.offset() + ": ")
                + damage.reason();
        Verdict verdict = verdictOfCut("LevelDB's file " + what, slots);
        try {
            return new LevelDbLogFiles(LevelDbStore.openCutting(directory, options), verdict);
        } catch (DamagedStoreException e) {
            throw new AmnesiaException("the log cannot be opened, LevelDB's file " + what);
        }
    }

    /**
     * What to make of log files that have to be cut at a damaged place. A power failure does the same to a batch of
     * several pages that nobody was told of as rot does to one that was acknowledged: pages reach the disk in any
     * order. Exact marks tell the two apart, for then a log that ends before its mark is called damaged above. Whether
     * they are, those who wrote them have told; how the directory is used from now on says nothing of it.
     */
    private static Verdict verdictOfCut(String what, SlotStore slots) {
        if (Marks.read(slots, MarkSync.LATER).wereExact()) {
            return new Verdict.Torn(what);
        }
        // On record before the cut takes the evidence away.
        HardStateCopies hardState = HardStateCopies.read(slots);
        hardState.save(hardState.state().afterLoss());
        return new Verdict.Damaged(1, 0, what);
    }
}
