package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.LinearizabilityChecker;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.WingGongLowe;
import dev.seaworthy.checker.Workers;
import dev.seaworthy.checker.knossos.KnossosAlgorithm;
import dev.seaworthy.checker.knossos.KnossosChecker;
import dev.seaworthy.checker.knossos.KnossosMissingException;
import dev.seaworthy.checker.knossos.KnossosSettings;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The checkers that can be asked for, by name. */
final class CheckerChoice {
    /** The cheapest that suffices. */
    public static final String AUTO = "auto";

    private static final List<String> NAMES =
            List.of(AUTO, "near-linear", "search", "wing-gong-lowe", "knossos", "knossos-linear", "knossos-wgl");

    private CheckerChoice() {}

    /** The names, the default first. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The checker of this name, which must be one of {@link #names()}.
     *
     * @param workers who works on partitions, where the checker divides its work
     * @param isOver whether the time is over; Knossos goes by its settings
     * @param knossos how Knossos is run, should it be asked
     */
    public static LinearizabilityChecker named(
            String name, Workers workers, BooleanSupplier isOver, KnossosSettings knossos) {
        return switch (name) {
            case AUTO -> new Auto(new Checker(workers, isOver));
            case "near-linear" -> Checker.zones(workers, isOver);
            case "search" -> Checker.justInTime(workers, isOver);
            case "wing-gong-lowe" -> new WingGongLowe(isOver);
            case "knossos" -> knossos(KnossosAlgorithm.COMPETITION, knossos);
            case "knossos-linear" -> knossos(KnossosAlgorithm.LINEAR, knossos);
            case "knossos-wgl" -> knossos(KnossosAlgorithm.WGL, knossos);
            default -> throw new IllegalArgumentException("there is no checker " + name);
        };
    }

    private static LinearizabilityChecker knossos(KnossosAlgorithm algorithm, KnossosSettings settings) {
        return new Knossos(new KnossosChecker(settings.withAlgorithm(algorithm)));
    }

    /** The checker's front door. */
    private record Auto(Checker checker) implements LinearizabilityChecker {
        @Override
        public String name() {
            return AUTO;
        }

        @Override
        public <S> CheckResult check(History history, Model<S> model, Budget budget) {
            return checker.check(history, model, budget);
        }
    }

    /** Knossos, where its absence is the user's to mend. */
    private record Knossos(KnossosChecker checker) implements LinearizabilityChecker {
        @Override
        public String name() {
            return checker.name();
        }

        @Override
        public <S> CheckResult check(History history, Model<S> model, Budget budget) {
            try {
                return checker.check(history, model, budget);
            } catch (KnossosMissingException missing) {
                throw new BadInputException(missing.getMessage(), missing);
            }
        }
    }
}
