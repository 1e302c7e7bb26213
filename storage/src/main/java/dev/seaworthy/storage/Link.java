package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryId;

/**
 * A place in the log.
 *
 * @param entry the entry there
 * @param chain the {@linkplain LogChain hash} of the log up to that entry
 */
record Link(EntryId entry, long chain) {
    static Link beginning(EntryId base) {
        return new Link(base, LogChain.beginning(base));
    }
}
