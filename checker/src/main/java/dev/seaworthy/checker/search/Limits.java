package dev.seaworthy.checker.search;

import java.util.function.BooleanSupplier;

/**
 * What a search must not exceed, beside the number of configurations.
 *
 * @param rememberedMax how many configurations it may remember
 * @param memoryMaxBytes how much memory it may take in all; roughly
 * @param isOver asked now and then; the search gives up when it says yes
 */
public record Limits(int rememberedMax, long memoryMaxBytes, BooleanSupplier isOver) {}
