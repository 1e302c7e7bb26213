package dev.seaworthy.checker.edn;

/** Says how far bytes that come in pieces are well-formed UTF-8. For one thread. */
final class Utf8Watch {
    private static final int ASCII_END = 0x80;
    private static final int TWO_BYTES = 0xC2;
    private static final int THREE_BYTES = 0xE0;
    private static final int FOUR_BYTES = 0xF0;
    private static final int NO_MORE = 0xF5;
    private static final int CONTINUATION_END = 0xC0;

    /** How many bytes the character under way still needs. */
    private int missing;
    /** What its next byte may be: the second byte of some characters is restricted. */
    private int from = ASCII_END;

    private int to = CONTINUATION_END;

    /** The index of the first byte from one index to the other that is not UTF-8, or {@code end}. */
    int validUpTo(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] >= 0 && missing == 0) {
                continue;
            }
            if (!accepts(bytes[i] & 0xFF)) {
                return i;
            }
        }
        return end;
    }

    boolean isBetweenCharacters() {
        return missing == 0;
    }

    private boolean accepts(int value) {
        if (missing > 0) {
            boolean fits = value >= from && value < to;
            missing--;
            from = ASCII_END;
            to = CONTINUATION_END;
            return fits;
        }
        if (value < TWO_BYTES || value >= NO_MORE) {
            return false;
        }
        missing = value < THREE_BYTES ? 1 : value < FOUR_BYTES ? 2 : 3;
        switch (value) {
            case 0xE0: // shorter forms exist below
                from = 0xA0;
                break;
            case 0xED: // halves of surrogate pairs above
                to = 0xA0;
                break;
            case 0xF0: // shorter forms exist below
                from = 0x90;
                break;
            case 0xF4: // past the last code point above
                to = 0x90;
                break;
            default:
                break;
        }
        return true;
    }
}
