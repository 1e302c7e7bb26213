/**
 * The rules of the house, kept by tests: which module and package may know which, and how the sources look.
 *
 * <p>They stand in the command's module because it is the only one that sees all others. What can be said by forbidding
 * a call is not here but in the lists of the folder {@code house}, which the build checks.
 */
package dev.seaworthy.house;
