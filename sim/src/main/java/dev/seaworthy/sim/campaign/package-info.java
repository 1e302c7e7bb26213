/**
 * Many runs at once: a range of seeds on several threads, and what they came to in sum.
 *
 * <p>This is the only package of the simulator that knows threads. They stand outside the simulated world: each run
 * belongs to one thread from its first event to its last and shares nothing with the others, so that its result is the
 * same whoever ran it beside what. Sums and findings therefore do not depend on the number of threads, nor on which of
 * them was faster; only the {@linkplain dev.seaworthy.sim.campaign.CampaignResult measured times} do. There is no clock
 * in here either: who starts a campaign passes one in.
 *
 * <p>Start reading at {@link dev.seaworthy.sim.campaign.Campaign}. A {@link dev.seaworthy.sim.campaign.Simulator} turns
 * a seed into a run; {@link dev.seaworthy.sim.campaign.ScenarioRunner} is the narrow door through which the bug zoo
 * asks a simulator linked against broken code for a verdict.
 */
package dev.seaworthy.sim.campaign;
