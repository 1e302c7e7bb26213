package dev.seaworthy.checker;

import java.util.Objects;
import java.util.Optional;

/**
 * A verdict and what it stands on.
 *
 * @param verdict the answer
 * @param operations how many operations the history has
 * @param algorithm the names of what decided, such as {@code witness}, {@code zones}, {@code zones and just-in-time}
 * @param visited how many configurations were entered to get there
 * @param linearization present exactly if LINEARIZABLE
 * @param conflict present exactly if NOT_LINEARIZABLE
 * @param reason why nothing was decided; present exactly if UNKNOWN
 */
public record CheckResult(
        Verdict verdict,
        int operations,
        String algorithm,
        long visited,
        Optional<Linearization> linearization,
        Optional<Conflict> conflict,
        Optional<String> reason) {

    public CheckResult {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(algorithm, "algorithm");
        if (linearization.isPresent() != (verdict == Verdict.LINEARIZABLE)
                || conflict.isPresent() != (verdict == Verdict.NOT_LINEARIZABLE)
                || reason.isPresent() != (verdict == Verdict.UNKNOWN)) {
            throw new IllegalArgumentException(verdict + " needs its own evidence, and no other");
        }
    }

    static CheckResult linearizable(History history, String algorithm, long visited, Linearization linearization) {
        return new CheckResult(
                Verdict.LINEARIZABLE,
                history.size(),
                algorithm,
                visited,
                Optional.of(linearization),
                Optional.empty(),
                Optional.empty());
    }

    static CheckResult notLinearizable(History history, String algorithm, long visited, Conflict conflict) {
        return new CheckResult(
                Verdict.NOT_LINEARIZABLE,
                history.size(),
                algorithm,
                visited,
                Optional.empty(),
                Optional.of(conflict),
                Optional.empty());
    }

    static CheckResult unknown(History history, String algorithm, long visited, String reason) {
        return new CheckResult(
                Verdict.UNKNOWN,
                history.size(),
                algorithm,
                visited,
                Optional.empty(),
                Optional.empty(),
                Optional.of(reason));
    }

    public boolean isLinearizable() {
        return verdict == Verdict.LINEARIZABLE;
    }
}
