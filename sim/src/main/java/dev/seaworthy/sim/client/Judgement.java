package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Verdict;

/**
 * What the checker made of a run's history.
 *
 * @param verdict its verdict; {@link Verdict#UNKNOWN} is no pass
 * @param algorithm what decided it
 * @param explanation why not, or why nothing was decided; empty where linearizable
 * @param operations how many operations the history holds
 * @param unknownOperations how many of them are of unknown outcome
 */
public record Judgement(
        Verdict verdict, String algorithm, String explanation, long operations, long unknownOperations) {}
