package dev.seaworthy.checker.record;

import dev.seaworthy.checker.Keyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Java's values as those of histories. Stateless. */
final class Values {
    private Values() {}

    /**
     * The same value in the types that histories have: whole numbers become {@link Long}, floating-point ones
     * {@link Double}, collections and arrays lists, what an {@link Optional} holds itself, or null; enums keywords.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Object plain(Object value) {
        if (value == null
                || value instanceof Long
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Double
                || value instanceof Keyword) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof Character letter) {
            return letter.toString();
        }
        if (value instanceof Enum<?> constant) {
            return new Keyword(constant.name());
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        if (value instanceof Collection<?> collection) {
            return list(collection);
        }
        if (value instanceof Object[] array) {
            return list(Arrays.asList(array));
        }
        throw new IllegalArgumentException(
                "histories hold numbers, strings, booleans, enums and lists of these, not a " + value.getClass());
    }

    private static List<Object> list(Collection<?> values) {
        List<Object> plain = new ArrayList<>(values.size());
        for (Object value : values) {
            plain.add(plain(value));
        }
        return Collections.unmodifiableList(plain);
    }
}
