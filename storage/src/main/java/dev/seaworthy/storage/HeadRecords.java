package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.LogStart;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a store that are not entries of the log, as a scan meets them. Without configuration or log start
 * nothing can be concluded from entries: where either is unreadable the store is refused. Of a header that is
 * unreadable a note is taken.
 */
final class HeadRecords implements OrderedStore.Visitor {
    private final BatchHeader[] headers = new BatchHeader[BatchHeader.KEPT];
    private Configuration configuration;
    private LogStart start;
    private int startChecksum;
    private String headerDamage;
    private boolean met;

    /**
     * Takes up a record that is not an entry.
     *
     * @throws AmnesiaException where configuration or log start is damaged
     * @throws StoreException where it is of an unknown version, or none that belongs here
     */
    @Override
    public void pair(byte[] key, byte[] value) {
        met = true;
        if (KeyLayout.isHeaderKey(key)) {
            header(key, value);
            return;
        }
        switch (key.length == 1 ? key[0] : 0) {
            case KeyLayout.LOG_START_PREFIX -> {
                requireSound(key, value, LogStartRecord.VERSION);
                start = LogStartRecord.decode(value);
                startChecksum = BigEndian.getInt(value, value.length - Seal.BYTES);
            }
            case KeyLayout.CONFIGURATION_PREFIX -> {
                requireSound(key, value, ConfigurationRecord.VERSION);
                configuration = ConfigurationRecord.decode(value);
            }
            default -> throw Damage.of(key, "is none that this release writes");
        }
    }

    private static void requireSound(byte[] key, byte[] value, byte version) {
        boolean sound = value.length > Seal.BYTES
                && BigEndian.getInt(value, value.length - Seal.BYTES) == Seal.checksum(key, value);
        if (!sound) {
            throw new AmnesiaException(KeyLayout.describe(key) + " has a wrong checksum");
        }
        if (value[0] != version) {
            throw Damage.ofUnknownVersion(key, value[0], version);
        }
    }

    private void header(byte[] key, byte[] value) {
        if (Seal.isOfOtherVersion(key, value, BatchHeader.VERSION)) {
            throw Damage.ofUnknownVersion(key, value[0], BatchHeader.VERSION);
        }
        try {
            headers[key[1]] = BatchHeader.decode(key, value);
        } catch (StoreException e) {
            headerDamage = KeyLayout.describe(key) + " is damaged";
        }
    }

    /** Whether there was any record at all. */
    boolean isEmpty() {
        return !met;
    }

    /** The header of the newest batch; null where none can be read. */
    BatchHeader newest() {
        BatchHeader newest = null;
        for (BatchHeader header : headers) {
            if (header != null && (newest == null || header.sequence() > newest.sequence())) {
                newest = header;
            }
        }
        return newest;
    }

    /** The headers that are chained to the newest one, oldest first. */
    List<BatchHeader> chained() {
        List<BatchHeader> chained = new ArrayList<>();
        BatchHeader header = newest();
        while (header != null && chained.size() < BatchHeader.KEPT) {
            chained.add(0, header);
            BatchHeader before = headers[(int) ((header.sequence() - 1) % BatchHeader.KEPT)];
            boolean fits = before != null
                    && before.sequence() == header.sequence() - 1
                    && before.hash() == header.previousHash();
            header = fits ? before : null;
        }
        return chained;
    }

    /** What is wrong with the headers; null where nothing is. */
    String headerTrouble() {
        List<BatchHeader> chained = chained();
        if (headerDamage != null || chained.isEmpty()) {
            return headerDamage == null ? "no batch has left a header" : headerDamage;
        }
        BatchHeader oldest = chained.get(0);
        boolean complete = chained.size() == BatchHeader.KEPT || oldest.previousHash() == 0;
        return complete
                ? null
                : "batch " + (oldest.sequence() - 1) + ", which batch " + oldest.sequence() + " followed, is gone";
    }

    Configuration configuration() {
        return configuration;
    }

    /** Where the log begins; null where it was never compacted. */
    LogStart start() {
        return start;
    }

    /** The checksum of the log start record; 0 where there is none. */
    int startChecksum() {
        return startChecksum;
    }

    /** The entry right before the first that belongs to the log. */
    EntryId base() {
        return start == null ? EntryId.ZERO : start.base();
    }

    /** The last entry that the snapshot covers; {@link EntryId#ZERO} where there is none. */
    EntryId covered() {
        return start == null ? EntryId.ZERO : start.snapshot().last();
    }
}
