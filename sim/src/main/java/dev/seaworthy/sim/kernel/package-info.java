/**
 * What time and chance are in the simulated world.
 *
 * <ul>
 *   <li>{@link dev.seaworthy.sim.kernel.EventQueue} holds what is going to happen, in order of virtual time; what is
 *       due at the same instant happens in the order in which it was scheduled.
 *   <li>{@link dev.seaworthy.sim.kernel.LocalClock} turns true time into what one node's clock shows, and back.
 *   <li>{@link dev.seaworthy.sim.kernel.Draws} decides everything that is left to chance. It is a function, not a
 *       stream: what a draw gives depends on the seed and on what is being decided, and on nothing that was drawn
 *       before. Take one fault out of a scenario, and every other draw stays what it was.
 * </ul>
 *
 * <p>It knows nothing of networks, disks or Raft. Nothing here is thread safe but {@code Draws}, which has no state.
 */
package dev.seaworthy.sim.kernel;
