package dev.seaworthy.checker.consistency;

import dev.seaworthy.checker.Operation;
import java.util.List;

/**
 * Whether a history keeps a promise.
 *
 * @param level the promise
 * @param answer whether it is kept
 * @param sentence of NO, how it is broken; of UNKNOWN, why nobody found out; else empty
 * @param operations of NO, the operations that break it, if they are few enough to be told; else empty
 */
public record LevelResult(Level level, Answer answer, String sentence, List<Operation> operations) {
    /** What is known. */
    public enum Answer {
        /** It is kept. */
        YES,
        /** It is broken. */
        NO,
        /** Nobody found out: within the budget, or because the values do not tell which write was seen. */
        UNKNOWN
    }

    public LevelResult {
        operations = List.copyOf(operations);
    }

    static LevelResult yes(Level level) {
        return new LevelResult(level, Answer.YES, "", List.of());
    }

    static LevelResult no(Level level, String sentence, List<Operation> operations) {
        return new LevelResult(level, Answer.NO, sentence, operations);
    }

    static LevelResult unknown(Level level, String why) {
        return new LevelResult(level, Answer.UNKNOWN, why, List.of());
    }
}
