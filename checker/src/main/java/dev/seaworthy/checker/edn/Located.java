package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.HistoryFormatException;

/** A text with a name, which can say at which line and column something in it is. Immutable. */
record Located(String source, String text) {
    /** The complaint that the text has this problem at this offset, from 0. */
    HistoryFormatException problemAt(int offset, String problem) {
        int line = 1;
        int lineStart = 0;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new HistoryFormatException(source, line, end - lineStart + 1, problem);
    }
}
