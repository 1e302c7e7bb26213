package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.Keyword;
import java.util.List;

/** Values as EDN, in one line each. Stateless. */
public final class EdnText {
    private static final int FIRST_PRINTABLE = 0x20;

    private EdnText() {}

    /**
     * Appends a value.
     *
     * @throws IllegalArgumentException if it is of a type that histories do not have
     */
    public static void value(StringBuilder text, Object value) {
        if (value == null) {
            text.append("nil");
        } else if (value instanceof String string) {
            string(text, string);
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : " ");
                value(text, list.get(i));
            }
            text.append(']');
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            text.append(Double.isNaN(number) ? "##NaN" : number > 0 ? "##Inf" : "##-Inf");
        } else if (value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof Keyword) {
            text.append(value);
        } else {
            throw new IllegalArgumentException("not a value of histories: " + value + " (" + value.getClass() + ")");
        }
    }

    /** Appends a string, quoted. */
    public static void string(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit((c >> shift) & 0xF, 16));
                }
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
