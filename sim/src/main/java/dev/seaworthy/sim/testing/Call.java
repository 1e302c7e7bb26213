package dev.seaworthy.sim.testing;

import java.util.Objects;
import java.util.function.Function;

/**
 * One call of a client: the bytes for the state machine, and how call and answer read in a history. Immutable, as long
 * as nobody changes the bytes.
 *
 * <p>Keys, arguments and answers are in the words of the checker's model: null, {@link Long}, {@link String},
 * {@link Boolean}, {@link dev.seaworthy.checker.Keyword}, or a list of these.
 *
 * @param command whether it goes through the log; else it is a query, which changes nothing
 * @param function what is asked, as the model calls it: {@code add}, {@code read}
 * @param key what it is about, where the model has keys; else null
 * @param input the argument; null for none
 * @param bytes what the state machine is given
 * @param answer makes of the state machine's bytes the answer; what it throws is reported as an answer that makes no
 *     sense
 */
public record Call(
        boolean command, String function, String key, Object input, byte[] bytes, Function<byte[], Object> answer) {
    public Call {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(answer, "answer");
    }

    /** A command, which every replica carries out at the same place of its log. Its answer says nothing. */
    public static Call command(String function, byte[] bytes) {
        return new Call(true, function, null, null, bytes, ignored -> null);
    }

    /** A query, answered by one replica from the state that all commands before it have led to. */
    public static Call query(String function, byte[] bytes) {
        return new Call(false, function, null, null, bytes, ignored -> null);
    }

    /** The same call about a key. */
    public Call on(String otherKey) {
        return new Call(command, function, otherKey, input, bytes, answer);
    }

    /** The same call with an argument. */
    public Call with(Object otherInput) {
        return new Call(command, function, key, otherInput, bytes, answer);
    }

    /** The same call, its answer read so. */
    public Call answering(Function<byte[], Object> otherAnswer) {
        return new Call(command, function, key, input, bytes, otherAnswer);
    }
}
