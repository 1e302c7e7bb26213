package dev.seaworthy.cli.shard;

import dev.seaworthy.sim.campaign.CampaignResult;

/**
 * A chunk of seeds that is done.
 *
 * @param fromSeed its first seed
 * @param toSeed its last seed, included
 * @param result what its runs came to
 */
public record Chunk(long fromSeed, long toSeed, CampaignResult result) {}
