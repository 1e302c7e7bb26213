package dev.seaworthy.checker.zones;

/**
 * Ends the decision from within: these operations break this rule. Carries no stack trace; never leaves the package.
 */
final class Contradiction extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final transient Finding.Broken rule;
    final transient int[] one;
    final transient int[] other;

    Contradiction(Finding.Broken rule, int[] one, int... other) {
        super(rule.name(), null, false, false);
        this.rule = rule;
        this.one = one;
        this.other = other;
    }
}
