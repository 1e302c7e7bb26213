/**
 * From a scenario that fails to the smallest one that fails in the same way.
 *
 * <p>{@link dev.seaworthy.sim.shrink.Shrinker} is the door. It needs a place where scenarios run
 * ({@link dev.seaworthy.sim.campaign.Runs}: this simulator, or one linked against broken code) and somebody to ask many
 * questions at once ({@link dev.seaworthy.sim.shrink.Probe}). There is no thread in here, and the result is the same
 * with one and with many.
 *
 * <p>What makes shrinking work is that chance is keyed: a scenario without one of its faults draws everything else as
 * before. The operations of clients are given times of their own first ({@link dev.seaworthy.sim.story.TracedRun}), so
 * that the same holds for them.
 */
package dev.seaworthy.sim.shrink;
