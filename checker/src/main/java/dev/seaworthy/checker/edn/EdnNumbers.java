package dev.seaworthy.checker.edn;

/**
 * The numbers of EDN. Stateless.
 *
 * <p>Integers of 64 bits, floating-point numbers, both with the suffixes that ask for more precision. Numbers with
 * leading zeros are refused, as some readers take them for octal; so are ratios and other bases.
 */
final class EdnNumbers {
    private static final int DECIMAL = 10;
    private static final int SAFE_DIGITS = 18;

    private EdnNumbers() {}

    /** The number that this word is, or that it is none. */
    static Object number(ByteArray word, long position) {
        int length = word.length();
        boolean negative = word.at(0) == '-';
        int start = negative || word.at(0) == '+' ? 1 : 0;
        int end = digitsEnd(word, start);
        boolean leadingZero = end - start > 1 && word.at(start) == '0';
        if (end == start || leadingZero) {
            return unreadable(word, position);
        }
        if (end == length || end == length - 1 && word.at(end) == 'N') {
            return end - start <= SAFE_DIGITS ? small(word, start, end, negative) : large(word, end, position);
        }
        return fraction(word, end, position);
    }

    private static Long small(ByteArray word, int start, int end, boolean negative) {
        long value = 0;
        for (int i = start; i < end; i++) {
            value = value * DECIMAL + (word.at(i) - '0');
        }
        return negative ? -value : value;
    }

    private static Object large(ByteArray word, int end, long position) {
        try {
            return Long.valueOf(word.toText().substring(0, end));
        } catch (NumberFormatException tooLarge) {
            return unreadable(word, position);
        }
    }

    private static Object fraction(ByteArray word, int wholeEnd, long position) {
        int length = word.length();
        int at = wholeEnd;
        if (word.at(at) == '.') {
            at = digitsEnd(word, at + 1);
        }
        if (at < length && (word.at(at) == 'e' || word.at(at) == 'E')) {
            int digits = at + 1;
            if (digits < length && (word.at(digits) == '-' || word.at(digits) == '+')) {
                digits++;
            }
            at = digitsEnd(word, digits);
            if (at == digits) {
                return unreadable(word, position);
            }
        }
        boolean precise = at == length - 1 && word.at(at) == 'M';
        return at == length || precise ? Double.valueOf(word.toText().substring(0, at)) : unreadable(word, position);
    }

    private static int digitsEnd(ByteArray word, int start) {
        int end = start;
        while (end < word.length() && word.at(end) >= '0' && word.at(end) <= '9') {
            end++;
        }
        return end;
    }

    private static EdnScanner.Unreadable unreadable(ByteArray word, long position) {
        return new EdnScanner.Unreadable(position, "expected a number that fits 64 bits, found " + word.toText());
    }
}
