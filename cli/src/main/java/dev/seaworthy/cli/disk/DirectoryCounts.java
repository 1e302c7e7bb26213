package dev.seaworthy.cli.disk;

/**
 * What was done with the directories of some runs.
 *
 * @param directories how many there were: one for every disk of every run
 * @param powerFailures how many times one was opened after a power failure
 * @param lostBatches how many batches these power failures took
 * @param tornTails how many times the opening found and cut what was left of a batch
 * @param kills how many times one was opened after its process was killed
 */
public record DirectoryCounts(long directories, long powerFailures, long lostBatches, long tornTails, long kills) {}
