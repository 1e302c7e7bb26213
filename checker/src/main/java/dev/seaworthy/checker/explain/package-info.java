/**
 * Explains why a history is not linearizable: a few operations that contradict each other, the contradiction in words,
 * and a page that shows it.
 *
 * <p>Start at {@link dev.seaworthy.checker.explain.Explainer}. It looks at the partition that the checker convicted,
 * finds the shortest beginning of it that fails ({@code ShortestPrefix}), and takes away from that whatever can go
 * ({@code Shrinker}) by steps that never make a good history bad ({@code Reductions}). What is left is named
 * ({@code Wording}), and shown as text, as JSON, or as one HTML file.
 *
 * <p>It decides nothing: an explanation is only ever of a verdict that a checker gave, and every part of it that is
 * called failing was found so by a checker.
 */
package dev.seaworthy.checker.explain;
