package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.EntryId;

/**
 * The state machine as of an applied entry, kept so that a restart need not apply the log from its first entry. Written
 * after the entries it covers, so a store that kept it kept them too.
 *
 * @param last the last applied entry
 * @param state what {@link StateMachine#snapshot} gave
 */
public record Checkpoint(EntryId last, byte[] state) {}
