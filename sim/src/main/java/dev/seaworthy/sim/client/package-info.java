/**
 * The clients of a simulated cluster, and the judgement on what they saw.
 *
 * <p>A {@link dev.seaworthy.sim.client.Client} does one operation at a time: it asks a node, asks another one where it
 * is refused or hears nothing, and in the end has an answer, knows that nothing happened, or gives up without knowing.
 * What clients do is drawn by key: taking away a fault or another client leaves it as it was.
 *
 * <p>What they ask, and what is a right answer, is for the {@link dev.seaworthy.sim.client.Subject} to say: the state
 * machine under test with its {@link dev.seaworthy.sim.client.Script} and its
 * {@link dev.seaworthy.sim.client.Specification}. The subject of this project's own runs is the key-value
 * {@link dev.seaworthy.sim.client.Store}: each write writes a value that no other writes, so that every read tells
 * whose write it saw.
 *
 * <p>The {@link dev.seaworthy.sim.client.HistoryRecorder} notes when each operation began and ended, and at the end of
 * the run has the checker judge whether all of it could have happened one by one. The specification is told of the
 * committed log and judges every answer at its place in it.
 *
 * <p>Exactness is the point: an operation counts as failed only where no attempt at it can have been executed, and as
 * unknown for ever where one can. Start reading at {@link dev.seaworthy.sim.client.Client}.
 */
package dev.seaworthy.sim.client;
