package dev.seaworthy.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * What the files of a LevelDB store look like from outside, before LevelDB is asked to open them.
 *
 * @param manifest the file that says which tables and log files there are; null where it could not be found
 * @param logs the log files that count, oldest first; those before a missing one
 * @param tables how many tables there are
 * @param tableBytes how big they are together
 * @param damage why the store cannot be opened; null where it can, after cutting what is torn
 */
public record LevelDbCondition(
        FileCondition manifest, List<FileCondition> logs, int tables, long tableBytes, DamagedStoreException damage) {

    /** How a file ends. */
    public enum Ending {
        /** Nothing but zeros after its last whole record. */
        CLEAN,
        /** One record that was never written to its end, and so never acknowledged. */
        TORN,
        /** Anything else. */
        DAMAGED
    }

    /**
     * One file in LevelDB's log format.
     *
     * @param file which
     * @param bytes its size
     * @param soundBytes where its last sound record ends
     * @param writtenBytes where its last byte ends that is not zero
     * @param records how many sound records it has from its beginning on
     * @param ending how it ends
     * @param offset where it is torn or damaged; {@code soundBytes} where it is clean
     * @param reason what is wrong there; empty where it is clean
     */
    public record FileCondition(
            Path file,
            long bytes,
            long soundBytes,
            long writtenBytes,
            int records,
            Ending ending,
            long offset,
            String reason) {}

    /** How big the log files are together, in bytes. */
    public long logBytes() {
        return logs.stream().mapToLong(FileCondition::bytes).sum();
    }
}
