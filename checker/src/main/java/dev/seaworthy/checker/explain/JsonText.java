package dev.seaworthy.checker.explain;

import java.util.Collection;

/**
 * Writes JSON that is also safe inside a script element: neither a tag nor a comment can begin in it. For one thread.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();
    private boolean needsComma;

    /** Begins an object, to be ended by {@link #endObject}; its members are names, each followed by a value. */
    public JsonText beginObject() {
        return begin('{');
    }

    /** Begins an array, to be ended by {@link #endArray}. */
    public JsonText beginArray() {
        return begin('[');
    }

    private JsonText begin(char bracket) {
        separate();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    /** Ends the innermost object. */
    public JsonText endObject() {
        return end('}');
    }

    /** Ends the innermost array. */
    public JsonText endArray() {
        return end(']');
    }

    private JsonText end(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    /** The name of the member that follows. */
    public JsonText name(String name) {
        separate();
        quote(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    /** A text; null becomes JSON's null. */
    public JsonText value(String value) {
        separate();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        needsComma = true;
        return this;
    }

    /** A number. */
    public JsonText value(long value) {
        separate();
        text.append(value);
        needsComma = true;
        return this;
    }

    /** True or false. */
    public JsonText value(boolean value) {
        separate();
        text.append(value);
        needsComma = true;
        return this;
    }

    /** An array of texts. */
    public JsonText strings(Collection<String> values) {
        beginArray();
        values.forEach(this::value);
        return endArray();
    }

    private void separate() {
        if (needsComma) {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean half = Character.isSurrogate(c) && !isPaired(value, i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029' || half) {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(c >> shift & 15));
                }
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isPaired(String value, int at) {
        char c = value.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
    }

    /** All that was written so far. */
    @Override
    public String toString() {
        return text.toString();
    }
}
