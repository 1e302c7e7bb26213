package dev.seaworthy.engine.core;

/**
 * What identifies a snapshot, and all that consensus needs to know of it (§7): entry, configuration and digest. Its
 * bytes are the host's business.
 *
 * @param last the last entry whose effect it holds; of that entry's own term, whoever takes the snapshot and whenever
 * @param timeNanos cluster time of that entry
 * @param configurationIndex the index of the entry that holds {@code configuration}; at most {@code last.index()}
 * @param configuration the newest configuration among the entries it covers
 * @param bytes its size in bytes
 * @param digestHigh upper half of the 128-bit digest of its bytes
 * @param digestLow lower half of that digest
 */
public record SnapshotMeta(
        EntryId last,
        long timeNanos,
        long configurationIndex,
        Configuration configuration,
        long bytes,
        long digestHigh,
        long digestLow) {
    public SnapshotMeta {
        if (last.index() < 1 || timeNanos < 0 || bytes < 0) {
            throw new IllegalArgumentException(
                    "a snapshot of entry " + last + " at time " + timeNanos + " with " + bytes + " bytes");
        }
        if (configurationIndex < 0 || configurationIndex > last.index()) {
            throw new IllegalArgumentException(
                    "the configuration of entry " + configurationIndex + " is outside a snapshot of entry " + last);
        }
    }

    void encode(StateWriter out) {
        out.entry(last).number(timeNanos).number(configurationIndex);
        ConfigurationHistory.encode(configuration, out);
        out.number(bytes).number(digestHigh).number(digestLow);
    }

    static SnapshotMeta decode(StateReader in) {
        EntryId last = in.entry();
        long timeNanos = in.number();
        long configurationIndex = in.number();
        Configuration configuration = ConfigurationHistory.configuration(in);
        return new SnapshotMeta(
                last, timeNanos, configurationIndex, configuration, in.number(), in.number(), in.number());
    }
}
