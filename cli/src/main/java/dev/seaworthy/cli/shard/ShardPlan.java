package dev.seaworthy.cli.shard;

/**
 * Which part of which campaign a shard runs.
 *
 * @param code what is run: which commit, or which classes
 * @param options the options that decide what a seed means, as they were given
 * @param fromSeed the first seed of the whole campaign
 * @param toSeed the last one, included
 * @param chunkSeeds how many seeds a chunk has; the last may have fewer
 * @param shard which shard, from 1
 * @param shards how many there are
 */
public record ShardPlan(
        String code, String options, long fromSeed, long toSeed, int chunkSeeds, int shard, int shards) {
    public ShardPlan {
        if (fromSeed < 0 || fromSeed > toSeed || chunkSeeds < 1) {
            throw new IllegalArgumentException(
                    "no chunks of " + chunkSeeds + " seeds from " + fromSeed + " to " + toSeed);
        }
        if (shards < 1 || shard < 1 || shard > shards) {
            throw new IllegalArgumentException("there is no shard " + shard + " of " + shards);
        }
    }

    /** How many chunks the whole campaign has. */
    public long chunks() {
        return (toSeed - fromSeed) / chunkSeeds + 1;
    }

    /** The first seed of a chunk, which is numbered from 0. */
    public long first(long chunk) {
        return fromSeed + chunk * chunkSeeds;
    }

    /** The last seed of a chunk, included. */
    public long last(long chunk) {
        return chunk == chunks() - 1 ? toSeed : first(chunk) + chunkSeeds - 1;
    }

    /** Whether a chunk is this shard's. */
    public boolean owns(long chunk) {
        return chunk % shards == shard - 1;
    }

    /** How many chunks are this shard's. */
    public long ownChunks() {
        long chunks = chunks();
        return chunks / shards + (shard - 1 < chunks % shards ? 1 : 0);
    }

    /** Its file's name in the folder of the campaign. */
    public String fileName() {
        return "shard-" + shard + "-of-" + shards + ".jsonl";
    }

    /** The shard and its campaign in a few words. */
    @Override
    public String toString() {
        return "shard " + shard + " of " + shards + " of seeds " + fromSeed + ".." + toSeed + " in chunks of "
                + chunkSeeds + (options.isEmpty() ? "" : ", " + options.strip()) + ", code " + code;
    }
}
