package dev.seaworthy.engine.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Something that happened to a replica: a name and values by key, in a fixed order.
 *
 * <p>As text it is {@code name key=value key=value}; a value with a space, a quote, an equals sign or nothing in it
 * stands in double quotes, with {@code \} before quotes and backslashes. As JSON it is one object whose first member is
 * {@code "event"}; numbers are numbers, everything else is a string.
 *
 * @param name what happened, in lower case with hyphens
 * @param fields its particulars
 */
public record TraceEvent(String name, List<Field> fields) {
    /** A value and what it is called. */
    public record Field(String key, Object value) {}

    public TraceEvent {
        fields = Collections.unmodifiableList(new ArrayList<>(fields));
    }

    /** One line, without its end. */
    public String text() {
        StringBuilder line = new StringBuilder(name);
        for (Field field : fields) {
            line.append(' ')
                    .append(field.key())
                    .append('=')
                    .append(quotedWhereNeeded(field.value().toString()));
        }
        return line.toString();
    }

    /** One JSON object, on one line. */
    public String json() {
        StringBuilder object = new StringBuilder("{\"event\":").append(jsonString(name));
        for (Field field : fields) {
            boolean plain = field.value() instanceof Long || field.value() instanceof Boolean;
            object.append(',').append(jsonString(field.key())).append(':');
            object.append(
                    plain ? field.value().toString() : jsonString(field.value().toString()));
        }
        return object.append('}').toString();
    }

    @Override
    public String toString() {
        return text();
    }

    private static String quotedWhereNeeded(String value) {
        boolean plain = !value.isEmpty();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            plain &= c > ' ' && c != '"' && c != '=' && c != '\\';
        }
        return plain ? value : jsonString(value);
    }

    private static String jsonString(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
