/**
 * The clients of a simulated cluster, and the judgement on what they saw.
 *
 * <p>A {@link dev.seaworthy.sim.client.Client} does one operation at a time on a small key-value store: it asks a node,
 * asks another one where it is refused or hears nothing, and in the end has an answer, knows that nothing happened, or
 * gives up without knowing. Each of its writes writes a value that no other writes, so that every read tells whose
 * write it saw. What clients do is drawn by key: taking away a fault or another client leaves it as it was.
 *
 * <p>The {@link dev.seaworthy.sim.client.HistoryRecorder} notes when each operation began and ended, and at the end of
 * the run has the checker judge whether all of it could have happened one by one, key by key. Operations about many
 * keys cannot be told apart by key; the {@link dev.seaworthy.sim.client.LogReplay} carries out the committed log a
 * second time, by the store's specification, and compares every answer.
 *
 * <p>Exactness is the point: an operation counts as failed only where no attempt at it can have been executed, and as
 * unknown for ever where one can. Start reading at {@link dev.seaworthy.sim.client.Client}.
 */
package dev.seaworthy.sim.client;
