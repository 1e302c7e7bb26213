package dev.seaworthy.storage;

import java.nio.file.Path;

/**
 * A LevelDB store that was opened with as much of it as can be kept, and what that cost.
 *
 * @param store the store; to be closed by whoever has this
 * @param verdict clean, torn or damaged, as far as LevelDB's files tell
 */
record LevelDbLogFiles(LevelDbStore store, Verdict verdict) {
    /**
     * Opens the store in a directory. Where its log files are damaged they are cut, and what was cut off is kept
     * beside.
     *
     * @throws AmnesiaException where its files are damaged beyond that: nothing of the log can be told apart from lies
     * @throws StoreException where there is none, or it cannot be opened for another reason
     */
    static LevelDbLogFiles open(Path directory) {
        try {
            LevelDbStore store = LevelDbStore.open(directory);
            TornTail torn = store.tornTail();
            return new LevelDbLogFiles(
                    store,
                    torn == null
                            ? new Verdict.Clean()
                            : new Verdict.Torn("an unfinished write of " + torn.droppedBytes() + " bytes at byte "
                                    + torn.offset() + " of " + torn.file().getFileName()));
        } catch (DamagedStoreException e) {
            return openCutting(directory, e);
        }
    }

    private static LevelDbLogFiles openCutting(Path directory, DamagedStoreException damage) {
        String what = damage.file().getFileName() + " "
                + (damage.offset() == DamagedStoreException.WHOLE_FILE ? "" : "at byte " + damage.offset() + ": ")
                + damage.reason();
        try {
            LevelDbStore store = LevelDbStore.openCutting(directory, LevelDbOptions.DEFAULT);
            return new LevelDbLogFiles(store, new Verdict.Damaged(1, 0, "LevelDB's file " + what));
        } catch (DamagedStoreException e) {
            throw new AmnesiaException("the log cannot be opened, LevelDB's file " + what);
        }
    }
}
