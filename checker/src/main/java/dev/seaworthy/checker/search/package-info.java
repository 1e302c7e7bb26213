/**
 * The search for a linearization: any model, any number of operations under way at once.
 *
 * <p>{@link dev.seaworthy.checker.search.JustInTimeSearch} works on numbers alone: when operations were invoked and
 * completed, which of them are of the same kind, and what a kind does to a state. It knows no operations, models or
 * histories, and no clocks or threads.
 *
 * <p>{@link dev.seaworthy.checker.search.RegisterSteps} are the steps of which the search knows more: what each kind
 * needs and leaves. That gives it stronger rules for what it may leave untried, and the
 * {@link dev.seaworthy.checker.search.WindowRefutation}, which proves that a few operations contradict each other in
 * any state.
 */
package dev.seaworthy.checker.search;
