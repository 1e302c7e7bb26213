package dev.seaworthy.bench.checker;

import java.util.Locale;

/**
 * A history that two checkers decided, or tried to.
 *
 * @param contest the history
 * @param own our time
 * @param other the other's, or null if it was not asked
 */
record Duel(Contest contest, Time own, Time other) {
    /** Whether both came to a verdict. */
    boolean isComparable() {
        return other != null && own.decided() && other.decided();
    }

    /** How many times as long the other took. */
    double ratio() {
        return (double) other.nanos() / own.nanos();
    }

    /** The ratio, a lower bound where the other gave up, or a hyphen. */
    String shownRatio() {
        if (other == null || !own.decided() || other.nanos() == 0) {
            return "-";
        }
        return String.format(Locale.ROOT, other.decided() ? "%.1f" : "> %.1f", ratio());
    }

    /** Whether both came to a verdict, and not to the same. */
    boolean disagrees() {
        return isComparable()
                && own.verdict().equals("LINEARIZABLE") != other.verdict().equals("Ok");
    }
}
