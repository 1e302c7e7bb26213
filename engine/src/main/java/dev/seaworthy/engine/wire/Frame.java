package dev.seaworthy.engine.wire;

import dev.seaworthy.engine.core.Message;

/**
 * What a frame says.
 *
 * @param message the message
 * @param capabilities what its sender understands, as {@link dev.seaworthy.engine.core.Capabilities} bits; also those
 *     that this release does not know
 */
public record Frame(Message message, int capabilities) {}
