package dev.seaworthy.storage.contract;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import java.util.Arrays;
import java.util.List;

/**
 * What a replica finds on its disk, so that two can be compared and read.
 *
 * @param hardState term, vote, incarnation
 * @param log where the log begins, the content of the snapshot it stands on, and every entry with its payload's hash
 */
record Contents(HardState hardState, String log) {
    static Contents of(
            HardState hardState, EntryId snapshot, byte[] snapshotContent, EntryId base, List<LogEntry> entries) {
        StringBuilder log = new StringBuilder();
        if (snapshot != null) {
            log.append("snapshot ").append(snapshot).append(' ').append(hash(snapshotContent));
        }
        log.append(" base ").append(base);
        for (LogEntry entry : entries) {
            log.append('\n')
                    .append(entry.index())
                    .append(' ')
                    .append(entry.term())
                    .append(' ');
            log.append(entry.kind()).append(' ').append(entry.timeNanos()).append(' ');
            log.append(hash(entry.payload()));
        }
        return new Contents(hardState, log.toString());
    }

    private static String hash(byte[] bytes) {
        return bytes.length + ":" + Integer.toHexString(Arrays.hashCode(bytes));
    }
}
