package dev.seaworthy.kv;

/** What reads the store: a range, a transaction that changes nothing, or the hash of its history. */
public sealed interface KvQuery permits Range, Transaction, HashAt {}
