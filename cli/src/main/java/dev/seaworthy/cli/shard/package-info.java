/**
 * Campaigns in pieces: which seeds each shard runs, the file it keeps of what it has done, and how such files are put
 * together.
 *
 * <p>The seeds of a campaign are divided into chunks of equal size, and chunk {@code c}, from 0, is the business of
 * shard {@code c mod n + 1} of {@code n}. A shard writes one {@linkplain dev.seaworthy.cli.shard.ShardFile file}: a
 * line that says which campaign it is, then a line for each chunk that is done. A line is on the disk before the next
 * chunk begins; whatever ends the process costs at most the chunks under way. What a run came to depends on its seed
 * alone, and sums and hashes do not depend on the order of the runs; so any set of shards adds up to what one machine
 * would have found.
 */
package dev.seaworthy.cli.shard;
