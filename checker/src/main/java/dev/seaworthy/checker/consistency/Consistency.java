package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.consistency.LevelResult.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Says which weaker promises a history keeps, above all one that is not linearizable. Stateless. */
public final class Consistency {
    static final String NO_MEMORY = "it takes more memory than is allowed";

    private static final List<Level> SESSION_LEVELS =
            List.of(Level.MONOTONIC_READS, Level.READ_YOUR_WRITES, Level.WRITES_FOLLOW_READS);

    private Consistency() {}

    /**
     * The answer for each level, in the order of {@link Level}. Of models that {@link ValueAction} does not understand,
     * only {@link Level#SEQUENTIAL}.
     *
     * @param budget of configurations that the search for a sequential order may enter and remember, those of a long
     *     history counting for more, and of memory for each question; what would need more is UNKNOWN
     */
    public static <S> List<LevelResult> judge(History history, Model<S> model, Budget budget) {
        return judge(history, model, budget, () -> false);
    }

    /**
     * The same, as long as there is time.
     *
     * @param isOver asked now and then; once it says yes, the search for a sequential order gives up
     */
    public static <S> List<LevelResult> judge(History history, Model<S> model, Budget budget, BooleanSupplier isOver) {
        List<LevelResult> sessions = new ArrayList<>();
        boolean isUnderstood = ValueAction.isUnderstood(model);
        if (isUnderstood && Sessions.memoryBytes(history.size()) > budget.memoryMaxBytes()) {
            for (Level level : SESSION_LEVELS) {
                sessions.add(LevelResult.unknown(level, NO_MEMORY));
            }
        } else if (isUnderstood) {
            Sessions orders = new Sessions(history, model);
            for (Level level : SESSION_LEVELS) {
                sessions.add(orders.judge(level));
            }
        }
        List<LevelResult> results = new ArrayList<>();
        results.add(sequential(history, model, budget, isOver, sessions));
        results.addAll(sessions);
        return results;
    }

    /** Where a session is already broken, no order of the whole can exist. */
    private static <S> LevelResult sequential(
            History history, Model<S> model, Budget budget, BooleanSupplier isOver, List<LevelResult> sessions) {
        for (LevelResult session : sessions) {
            if (session.answer() == Answer.NO) {
                return LevelResult.no(Level.SEQUENTIAL, session.sentence(), session.operations());
            }
        }
        return SequentialSearch.memoryBytes(history.size()) > budget.memoryMaxBytes()
                ? LevelResult.unknown(Level.SEQUENTIAL, NO_MEMORY)
                : new SequentialSearch<>(history, model, budget, isOver).judge();
    }

    /**
     * The results in a sentence or two that can follow "It is not linearizable."; empty if nothing is known.
     *
     * @param results of {@link #judge}
     */
    public static String summary(List<LevelResult> results) {
        LevelResult sequential = results.get(0);
        if (sequential.answer() == Answer.YES) {
            return "It is sequentially consistent all the same: one order explains everything, if only each process's"
                    + " own order counts and real time does not.";
        }
        List<String> kept = new ArrayList<>();
        LinkedHashMap<String, List<String>> broken = new LinkedHashMap<>();
        for (LevelResult result : results.subList(1, results.size())) {
            String title = result.level().title();
            if (result.answer() == Answer.YES) {
                kept.add(title);
            } else if (result.answer() == Answer.NO) {
                broken.computeIfAbsent(result.sentence(), how -> new ArrayList<>())
                        .add(title);
            }
        }
        List<String> sentences = new ArrayList<>();
        broken.forEach(
                (how, titles) -> sentences.add("It does not even keep " + String.join(" or ", titles) + ": " + how));
        if (broken.isEmpty() && sequential.answer() == Answer.NO) {
            sentences.add("It is not sequentially consistent either.");
        }
        if (!kept.isEmpty()) {
            sentences.add("It keeps " + String.join(" and ", kept) + '.');
        }
        return String.join(" ", sentences);
    }
}
