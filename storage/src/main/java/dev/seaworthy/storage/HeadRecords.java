package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.host.LogStart;

/**
 * The records of a store that are not entries of the log, as a scan meets them. Whatever is wrong with one of these is
 * a reason to refuse the store: nothing can be concluded from its entries then.
 */
final class HeadRecords {
    private Configuration configuration;
    private HardState hardState;
    private LogStart start;

    /**
     * Takes up a record that is not an entry.
     *
     * @throws StoreException where it is damaged, of an unknown version, or none that belongs here
     */
    void take(byte[] key, byte[] value) {
        switch (key.length == 1 ? key[0] : 0) {
            case KeyLayout.LOG_START_PREFIX -> start = LogStartRecord.decode(value);
            case KeyLayout.CONFIGURATION_PREFIX -> configuration = ConfigurationRecord.decode(value);
            case KeyLayout.HARD_STATE_PREFIX -> hardState = HardStateRecord.decode(value);
            default -> throw Damage.of(key, "is none that this release writes");
        }
    }

    /**
     * That everything is there that must be, and agrees.
     *
     * @param entries whether any entry was met
     * @throws StoreException where it does not
     */
    void verify(boolean entries) {
        if (configuration == null && hardState == null && start == null && !entries) {
            throw new StoreException(
                    "the store is empty: initialise it if this member is new. If it ever ran, its data is lost and it"
                            + " must not start again as the same member: remove it from the cluster and let it join"
                            + " as a new one");
        }
        if (configuration == null) {
            throw Damage.of(KeyLayout.CONFIGURATION, "is missing");
        }
        if (hardState == null) {
            throw Damage.of(KeyLayout.HARD_STATE, "is missing");
        }
        verifyTerm(covered().term(), "the snapshot's last entry");
    }

    /** That the hard state is not older than something that was stored with it or after it. */
    void verifyTerm(long term, String what) {
        if (term > hardState.term()) {
            throw Damage.of(
                    KeyLayout.HARD_STATE, "has term " + hardState.term() + ", older than " + what + " of term " + term);
        }
    }

    Configuration configuration() {
        return configuration;
    }

    HardState hardState() {
        return hardState;
    }

    /** Where the log begins; null where it was never compacted. */
    LogStart start() {
        return start;
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
