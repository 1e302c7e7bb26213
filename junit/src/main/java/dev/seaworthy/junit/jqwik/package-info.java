/**
 * Scenarios for jqwik properties: {@link dev.seaworthy.junit.jqwik.Scenarios} generates them from seeds, and makes
 * those that fail smaller by the steps of the simulator's own shrinker, which knows what a fault is.
 *
 * <p>Needs {@code net.jqwik:jqwik} on the class path of the tests; the rest of this module does not.
 */
package dev.seaworthy.junit.jqwik;
