package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads EDN values from bytes, one after the other.
 *
 * <p>nil, booleans, integers, strings and keywords become null, {@link Boolean}, {@link Long}, {@link String} and
 * {@link Keyword}; vectors, lists, sets and maps (key, value, key, …) become a {@link List}; floating-point numbers
 * become {@link Double}, characters strings. Tags are dropped, as are comments and {@code #_} forms. A word that is
 * none of these becomes an {@link Unreadable}, as it matters only if it stands where a history has to say something.
 */
final class EdnScanner {
    private static final int DEPTH_MAX = 100;
    private static final int LENGTH_MAX = 1 << 26;
    private static final int INTERNED_BYTES_MAX = 40;
    private static final int END = ByteSource.END;

    private final ByteSource source;
    private final ByteArray token = new ByteArray();
    private final Interner<Keyword> keywords = new Interner<>(word -> new Keyword(word.toText(1)));
    private final Interner<String> strings = new Interner<>(ByteArray::toText);
    private int depth;

    EdnScanner(ByteSource source) {
        this.source = source;
    }

    /** A word that EDN has, and histories have no use for: a symbol, a number of an unknown kind. */
    record Unreadable(long position, String problem) {
        @Override
        public String toString() {
            return problem;
        }
    }

    /** Skips what means nothing and shows the byte that comes next, or {@link ByteSource#END}. */
    int next() {
        while (true) {
            int next = source.peek();
            if (next == END) {
                return END;
            }
            if (Kinds.is(next, Kinds.BLANK)) {
                source.skip();
            } else if (next == ';') {
                skipLine();
            } else if (next == '#' && isDiscard()) {
                discard();
            } else {
                return next;
            }
        }
    }

    /** Takes the next byte if it is this one. */
    boolean take(int wanted) {
        if (next() == wanted) {
            source.skip();
            return true;
        }
        return false;
    }

    /** Where the next value begins, as in {@link ByteSource#position()}. */
    long position() {
        next();
        return source.position();
    }

    HistoryFormatException problem(long position, String problem) {
        return source.problem(position, problem);
    }

    /** "expected …, found …" at the present place. */
    HistoryFormatException expected(String what) {
        int next = next();
        return problem(source.position(), "expected " + what + ", found " + shown(next));
    }

    private static String shown(int next) {
        if (next == END) {
            return "the end";
        }
        return next > ' ' && next < 0x7F ? "'" + (char) next + "'" : "a byte " + Integer.toHexString(next);
    }

    /** The next value. */
    Object value() {
        int first = next();
        switch (first) {
            case '[':
                source.skip();
                return sequence(']');
            case '(':
                source.skip();
                return sequence(')');
            case '{':
                source.skip();
                return sequence('}');
            case '"':
                return string();
            case ':':
                return keyword();
            case '#':
                return dispatched();
            case '\\':
                return character();
            case END:
            case ']':
            case ')':
            case '}':
                throw expected("a value");
            default:
                return atom();
        }
    }

    /** Remembers the text of what is read from here on. */
    void beginCapture() {
        source.beginCapture();
    }

    /** What was read since {@link #beginCapture}. */
    String endCapture() {
        return source.endCapture();
    }

    /** The next value, a keyword; it begins with a colon. */
    Keyword keyword() {
        long position = source.position();
        token();
        if (token.length() == 1) {
            throw problem(position, "expected a value, found :");
        }
        return token.length() <= INTERNED_BYTES_MAX ? keywords.intern(token) : new Keyword(token.toText(1));
    }

    /** Takes the tags before a value, as in {@code #jepsen.history.Op{…}}. */
    void takeTags() {
        while (next() == '#') {
            source.skip();
            if (!isLetter(source.peek())) {
                throw expected("a tag after '#'");
            }
            token();
        }
    }

    private Object dispatched() {
        long position = source.position();
        source.skip();
        int next = source.peek();
        if (next == '{') {
            source.skip();
            return sequence('}');
        }
        if (next == '#') {
            source.skip();
            token();
            return symbolicNumber(position);
        }
        if (!isLetter(next)) {
            throw problem(position, "expected a value, found '#'");
        }
        token();
        deeper();
        Object tagged = value();
        depth--;
        return tagged;
    }

    private Object symbolicNumber(long position) {
        switch (token.toText()) {
            case "Inf":
                return Double.POSITIVE_INFINITY;
            case "-Inf":
                return Double.NEGATIVE_INFINITY;
            case "NaN":
                return Double.NaN;
            default:
                throw problem(position, "expected ##Inf, ##-Inf or ##NaN, found ##" + token.toText());
        }
    }

    private List<Object> sequence(char close) {
        deeper();
        Object[] values = new Object[2];
        int count = 0;
        while (!take(close)) {
            if (source.peek() == END) {
                throw expected("a value or '" + close + "'");
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value();
        }
        depth--;
        return Collections.unmodifiableList(
                Arrays.asList(count == values.length ? values : Arrays.copyOf(values, count)));
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) {
            throw problem(source.position(), "nested more than " + DEPTH_MAX + " deep");
        }
    }

    private Object atom() {
        long position = source.position();
        if (isDigit(source.peek()) || isSign(source.peek())) {
            token();
            return EdnNumbers.number(token, position);
        }
        token();
        switch (token.toText()) {
            case "nil":
                return null;
            case "true":
                return Boolean.TRUE;
            case "false":
                return Boolean.FALSE;
            default:
                return unreadable(position);
        }
    }

    private Unreadable unreadable(long position) {
        return new Unreadable(position, "expected a value, found " + token.toText());
    }

    private String character() {
        source.skip();
        if (source.peek() == END) {
            throw expected("a character after \\");
        }
        token.clear();
        token.add(source.peek());
        source.skip();
        restOfToken();
        return token.toText();
    }

    private String string() {
        long position = source.position();
        source.skip();
        token.clear();
        source.takeUntil(Kinds.STRING_STOP, token);
        refuseLong(position);
        int stop = source.peek();
        if (stop == END) {
            throw problem(position, EdnStrings.OPEN);
        }
        if (stop == '\\') {
            return EdnStrings.withEscapes(source, token, position);
        }
        source.skip();
        return token.length() <= INTERNED_BYTES_MAX ? strings.intern(token) : token.toText();
    }

    private void token() {
        token.clear();
        restOfToken();
    }

    private void restOfToken() {
        source.takeUntil(Kinds.DELIMITER, token);
        refuseLong(source.position());
    }

    private void refuseLong(long position) {
        if (token.length() > LENGTH_MAX) {
            throw problem(position, "expected no value longer than " + LENGTH_MAX + " bytes");
        }
    }

    private boolean isDiscard() {
        return source.peekSecond() == '_';
    }

    private void discard() {
        source.skip();
        source.skip();
        deeper();
        value();
        depth--;
    }

    private void skipLine() {
        while (source.peek() != END && source.peek() != '\n') {
            source.skip();
        }
    }

    private static boolean isLetter(int value) {
        return value >= 'a' && value <= 'z' || value >= 'A' && value <= 'Z';
    }

    private static boolean isDigit(int value) {
        return value >= '0' && value <= '9';
    }

    private static boolean isSign(int value) {
        return value == '-' || value == '+';
    }
}
