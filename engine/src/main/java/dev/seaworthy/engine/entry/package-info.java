/**
 * Log entries with their payloads, as hosts, stores and messages carry them. The core sees the same entries through
 * {@link dev.seaworthy.engine.core.Entries}, without the bytes.
 */
package dev.seaworthy.engine.entry;
