/**
 * What the stores promise, tested against the real LevelDB, the real file calls and a real kernel.
 *
 * <p>{@link dev.seaworthy.storage.contract.Writer} is a process that writes a
 * {@link dev.seaworthy.storage.contract.Workload}, of which every step and the content after it follow from a seed. It
 * is killed in the middle ({@code KillTest}); its file calls are recorded, and every disk that a power failure could
 * have left is made from the recording and opened ({@code PowerFailureTest}). {@code DamageOnDiskTest} changes the
 * bytes of what it left.
 */
package dev.seaworthy.storage.contract;
