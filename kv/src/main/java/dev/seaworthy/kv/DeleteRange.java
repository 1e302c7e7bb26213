package dev.seaworthy.kv;

/**
 * Removes keys.
 *
 * @param keys which
 * @param previous whether to tell what they were
 */
public record DeleteRange(KeyRange keys, boolean previous) implements KvCommand, KvOperation {}
