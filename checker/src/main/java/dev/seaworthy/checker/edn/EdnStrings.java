package dev.seaworthy.checker.edn;

/** Strings of EDN that have escapes in them. Stateless. */
final class EdnStrings {
    /** The complaint about a string without an end. */
    static final String OPEN = "expected '\"' at the end of this string, found the end";

    private static final int LENGTH_MAX = 1 << 26;
    private static final int HEX = 16;
    private static final int UNICODE_DIGITS = 4;

    private EdnStrings() {}

    /**
     * The rest of a string, from its first backslash on.
     *
     * @param part what came before, as bytes; used for the parts between escapes, too
     * @param position where the string begins
     */
    static String withEscapes(ByteSource source, ByteArray part, long position) {
        StringBuilder value = new StringBuilder();
        while (true) {
            int next = source.peek();
            if (next == ByteSource.END) {
                throw source.problem(position, OPEN);
            }
            if (next == '"' || next == '\\') {
                value.append(part.toText());
                part.clear();
                if (value.length() > LENGTH_MAX) {
                    throw source.problem(position, "expected no value longer than " + LENGTH_MAX + " bytes");
                }
                if (next == '"') {
                    source.skip();
                    return value.toString();
                }
                value.append(escaped(source, position));
            } else {
                part.add(next);
                source.skip();
            }
        }
    }

    private static char escaped(ByteSource source, long string) {
        long position = source.position();
        source.skip();
        int c = source.peek();
        if (c == ByteSource.END) {
            throw source.problem(string, OPEN);
        }
        source.skip();
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
                return (char) c;
            case 'u':
                return unicode(source);
            default:
                throw source.problem(position, "expected an escape such as \\n or \\\", found another character");
        }
    }

    private static char unicode(ByteSource source) {
        int code = 0;
        for (int i = 0; i < UNICODE_DIGITS; i++) {
            int next = source.peek();
            int digit = next < 0x80 ? Character.digit(next, HEX) : -1;
            if (digit < 0) {
                throw source.problem(source.position(), "expected " + UNICODE_DIGITS + " hexadecimal digits after \\u");
            }
            code = code * HEX + digit;
            source.skip();
        }
        return (char) code;
    }
}
