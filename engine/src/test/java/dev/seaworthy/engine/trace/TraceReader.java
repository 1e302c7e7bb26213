package dev.seaworthy.engine.trace;

import java.util.ArrayList;
import java.util.List;

/** Reads lines of a trace back, as text or as JSON, strictly as {@link TraceEvent} describes them. */
final class TraceReader {
    private final String line;
    private int at;

    private TraceReader(String line) {
        this.line = line;
    }

    /** An event from its text: every value comes back as a string. */
    static TraceEvent text(String line) {
        TraceReader in = new TraceReader(line);
        String name = in.plain();
        List<TraceEvent.Field> fields = new ArrayList<>();
        while (in.at < line.length()) {
            in.expect(' ');
            String key = in.plain();
            in.expect('=');
            fields.add(new TraceEvent.Field(key, in.peek() == '"' ? in.string() : in.plain()));
        }
        return new TraceEvent(name, fields);
    }

    /** An event from its JSON: numbers and truths come back as such. */
    static TraceEvent json(String line) {
        TraceReader in = new TraceReader(line);
        in.expect('{');
        if (!in.string().equals("event")) {
            throw new IllegalArgumentException("the name comes first: " + line);
        }
        in.expect(':');
        String name = in.string();
        List<TraceEvent.Field> fields = new ArrayList<>();
        while (in.peek() == ',') {
            in.expect(',');
            String key = in.string();
            in.expect(':');
            fields.add(new TraceEvent.Field(key, in.value()));
        }
        in.expect('}');
        if (in.at != line.length()) {
            throw new IllegalArgumentException("more than one object: " + line);
        }
        return new TraceEvent(name, fields);
    }

    private Object value() {
        if (peek() == '"') {
            return string();
        }
        int from = at;
        while (peek() != ',' && peek() != '}') {
            at++;
        }
        String word = line.substring(from, at);
        return switch (word) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> Long.valueOf(word);
        };
    }

    /** A word that needs no quotes. */
    private String plain() {
        int from = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '=' && line.charAt(at) != '"') {
            at++;
        }
        if (at == from) {
            throw new IllegalArgumentException("a word is missing at " + at + ": " + line);
        }
        return line.substring(from, at);
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (peek() != '"') {
            char c = line.charAt(at++);
            if (c < ' ') {
                throw new IllegalArgumentException("a control character at " + at + ": " + line);
            }
            text.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return text.toString();
    }

    private char escaped() {
        char c = line.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(line.substring(at - 4, at), 16);
        }
        if (c != '"' && c != '\\') {
            throw new IllegalArgumentException("an unknown escape at " + at + ": " + line);
        }
        return c;
    }

    private char peek() {
        if (at >= line.length()) {
            throw new IllegalArgumentException("cut short: " + line);
        }
        return line.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("'" + c + "' is missing at " + at + ": " + line);
        }
        at++;
    }
}
