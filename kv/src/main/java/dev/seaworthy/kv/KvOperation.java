package dev.seaworthy.kv;

/** What a transaction is made of. */
public sealed interface KvOperation permits Put, DeleteRange, Range, Transaction {}
