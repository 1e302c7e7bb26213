package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads EDN values from a text, one after the other.
 *
 * <p>nil, booleans, integers, strings and keywords become null, {@link Boolean}, {@link Long}, {@link String} and
 * {@link Keyword}; vectors, lists, sets and maps (key, value, key, …) become a {@link List}; floating-point numbers
 * become {@link Double}, characters strings. Tags are dropped, as are comments and {@code #_} forms.
 */
final class EdnParser {
    private static final int DEPTH_MAX = 100;
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private final Located located;
    private final String text;
    private final int end;
    private int at;
    private int depth;

    /** A parser of the part of the text from one offset to another. */
    EdnParser(Located located, int from, int end) {
        this.located = located;
        this.text = located.text();
        this.at = from;
        this.end = end;
    }

    /** Skips what means nothing and returns the offset of what comes next: the end, if nothing does. */
    int offset() {
        skipBlank();
        return at;
    }

    boolean atEnd() {
        return offset() == end;
    }

    /** The next character that means something, or 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    /** Takes the next character if it is this one. */
    boolean take(char wanted) {
        if (peek() == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes the tag before a value, if there is one, as in {@code #jepsen.history.Op{…}}. */
    void takeTag() {
        while (peek() == '#' && at + 1 < end && Character.isLetter(text.charAt(at + 1))) {
            at++;
            token();
        }
    }

    HistoryFormatException problem(int offset, String problem) {
        return located.problemAt(offset, problem);
    }

    /** "expected …, found …" at the present place. */
    HistoryFormatException expected(String what) {
        int here = offset();
        String found = here == end ? "the end" : "'" + text.charAt(here) + "'";
        return problem(here, "expected " + what + ", found " + found);
    }

    /** The next value. */
    Object value() {
        takeTag();
        char first = peek();
        switch (first) {
            case 0:
                throw expected("a value");
            case '[':
                at++;
                return sequence(']');
            case '(':
                at++;
                return sequence(')');
            case '{':
                at++;
                return sequence('}');
            case '"':
                return string();
            case '#':
                if (at + 1 < end && text.charAt(at + 1) == '{') {
                    at += 2;
                    return sequence('}');
                }
                throw expected("a value");
            case '\\':
                return character();
            case ']':
            case ')':
            case '}':
                throw expected("a value");
            default:
                return atom();
        }
    }

    private List<Object> sequence(char close) {
        if (++depth > DEPTH_MAX) {
            throw problem(at, "nested more than " + DEPTH_MAX + " deep");
        }
        ArrayList<Object> values = new ArrayList<>();
        while (!take(close)) {
            if (atEnd()) {
                throw expected("a value or '" + close + "'");
            }
            values.add(value());
        }
        depth--;
        return Collections.unmodifiableList(values);
    }

    private Object atom() {
        int start = at;
        String token = token();
        switch (token) {
            case "nil":
                return null;
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            default:
                break;
        }
        char first = token.charAt(0);
        if (first == ':' && token.length() > 1) {
            return new Keyword(token.substring(1));
        }
        boolean signed = (first == '-' || first == '+') && token.length() > 1;
        char digit = token.charAt(signed ? 1 : 0);
        if (digit >= '0' && digit <= '9') {
            return number(start, token);
        }
        throw problem(start, "expected a value, found " + token);
    }

    private Object number(int start, String token) {
        try {
            if (token.indexOf('.') >= 0 || token.indexOf('e') >= 0 || token.indexOf('E') >= 0) {
                return Double.valueOf(token.endsWith("M") ? token.substring(0, token.length() - 1) : token);
            }
            return Long.valueOf(token.endsWith("N") ? token.substring(0, token.length() - 1) : token);
        } catch (NumberFormatException notANumber) {
            throw problem(start, "expected a number that fits 64 bits, found " + token);
        }
    }

    private String character() {
        int start = ++at;
        if (start == end) {
            throw expected("a character after \\");
        }
        at = stopOfToken(start + 1);
        return text.substring(start, at);
    }

    private String string() {
        int start = at++;
        StringBuilder value = new StringBuilder();
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? escaped(start) : c);
        }
        throw problem(start, "expected '\"' at the end of this string, found the end");
    }

    private char escaped(int start) {
        if (at == end) {
            throw problem(start, "expected '\"' at the end of this string, found the end");
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case '"':
            case '\\':
                return c;
            case 'u':
                return unicode();
            default:
                throw problem(at - 2, "expected an escape such as \\n or \\\", found \\" + c);
        }
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int digit = at < end ? Character.digit(text.charAt(at), HEX) : -1;
            if (digit < 0) {
                throw problem(at, "expected " + UNICODE_DIGITS + " hexadecimal digits after \\u");
            }
            code = code * HEX + digit;
            at++;
        }
        return (char) code;
    }

    private String token() {
        int start = at;
        at = stopOfToken(start);
        return text.substring(start, at);
    }

    private int stopOfToken(int start) {
        int stop = start;
        while (stop < end && !isDelimiter(text.charAt(stop))) {
            stop++;
        }
        return stop;
    }

    private static boolean isDelimiter(char c) {
        return isBlank(c) || "()[]{}\";".indexOf(c) >= 0;
    }

    private static boolean isBlank(char c) {
        return c == ',' || c <= ' ' || c == '\uFEFF';
    }

    private void skipBlank() {
        while (at < end) {
            char c = text.charAt(at);
            if (c == ';') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 || newline > end ? end : newline;
            } else if (c == '#' && at + 1 < end && text.charAt(at + 1) == '_') {
                at += 2;
                value();
            } else if (isBlank(c)) {
                at++;
            } else {
                return;
            }
        }
    }
}
