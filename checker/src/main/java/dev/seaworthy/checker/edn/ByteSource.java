package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.HistoryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * UTF-8 text, byte by byte, that knows at which line and column it stands. Only a window of it is in memory.
 *
 * <p>Bytes that are not UTF-8 are refused where they are reached. Columns count characters. For one thread.
 */
final class ByteSource {
    /** What follows the last byte. */
    static final int END = -1;

    private static final int WINDOW_BYTES = 1 << 16;
    private static final int LINE_SHIFT = 32;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String name;
    private final InputStream in;
    private final Utf8Watch watch = new Utf8Watch();
    private byte[] window;
    private int at;
    private int limit;
    /** How many bytes came before the window. */
    private long before;

    private boolean ended;
    /** Whether the byte behind the window is not UTF-8. */
    private boolean damaged;

    private int line = 1;
    /** The offset of the first byte of this line, less the columns that came before it. */
    private long lineStart;
    /** How many bytes of this line so far only continue a character. */
    private int continuations;

    private int captureFrom = -1;
    private final ByteArray captured = new ByteArray();

    /** The bytes of a stream, which is not closed here. The name is what complaints call it. */
    ByteSource(String name, InputStream in) {
        this.name = name;
        this.in = in;
        this.window = new byte[WINDOW_BYTES];
        takeIn(0);
        if (limit >= BYTE_ORDER_MARK.length && Arrays.equals(window, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            at = BYTE_ORDER_MARK.length;
            lineStart = at;
        }
    }

    /** A source of the same name for parts of this one; without bytes until {@link #show} gives some. */
    ByteSource part() {
        return new ByteSource(name);
    }

    private ByteSource(String name) {
        this.name = name;
        this.in = null;
        this.ended = true;
        this.window = new byte[0];
    }

    /** Stands from now on at the first of these bytes, known to be UTF-8, at this position of the whole. */
    void show(byte[] bytes, int from, int to, long position) {
        window = bytes;
        at = from;
        limit = to;
        line = lineOf(position);
        lineStart = from - (columnOf(position) - 1L);
        continuations = 0;
        before = 0;
    }

    /** The byte to come, 0 to 255, or {@link #END}. */
    int peek() {
        return at < limit ? window[at] & 0xFF : refill();
    }

    /** The byte after the one to come, or {@link #END}. */
    int peekSecond() {
        if (at + 1 >= limit && !ended && !damaged) {
            window = Arrays.copyOf(window, limit + WINDOW_BYTES);
            takeIn(limit);
        }
        return at + 1 < limit ? window[at + 1] & 0xFF : END;
    }

    /** Passes over the byte that {@link #peek} showed. */
    void skip() {
        byte passed = window[at++];
        if (passed <= '\n') {
            if (passed == '\n') {
                line++;
                lineStart = before + at;
                continuations = 0;
            } else if (passed < (byte) 0xC0) {
                continuations++;
            }
        }
    }

    /** Takes the bytes up to the next one of these {@link Kinds}, or to the end. */
    void takeUntil(int kinds, ByteArray into) {
        do {
            int start = at;
            int end = limit;
            byte[] bytes = window;
            int stop = start;
            while (stop < end && !Kinds.is(bytes[stop] & 0xFF, kinds)) {
                stop++;
            }
            into.add(bytes, start, stop);
            if (into.hasOtherThanPrintable()) {
                while (at < stop) {
                    skip();
                }
            }
            at = stop;
        } while (at == limit && refill() != END);
    }

    /** Line and column of the byte to come, for {@link #problem}. */
    long position() {
        long column = before + at - lineStart - continuations + 1;
        return pack(line, (int) Math.min(column, Integer.MAX_VALUE));
    }

    /** One position as a number; greater is further on. */
    static long pack(int line, int column) {
        return (long) line << LINE_SHIFT | column;
    }

    static int lineOf(long position) {
        return (int) (position >>> LINE_SHIFT);
    }

    static int columnOf(long position) {
        return (int) position;
    }

    /** The complaint that there is this problem at that position. */
    HistoryFormatException problem(long position, String problem) {
        return new HistoryFormatException(name, lineOf(position), columnOf(position), problem);
    }

    /** Remembers the bytes passed over from here on. */
    void beginCapture() {
        captured.clear();
        captureFrom = at;
    }

    /** What was passed over since {@link #beginCapture}. */
    String endCapture() {
        captured.add(window, captureFrom, at);
        captureFrom = -1;
        return captured.toText();
    }

    private int refill() {
        if (damaged) {
            throw problem(position(), "expected UTF-8 text");
        }
        if (ended) {
            return END;
        }
        if (captureFrom >= 0) {
            captured.add(window, captureFrom, limit);
            captureFrom = 0;
        }
        before += limit;
        at = 0;
        takeIn(0);
        return peek();
    }

    /** Fills the window from this index on. */
    private void takeIn(int from) {
        int read;
        try {
            read = in.readNBytes(window, from, window.length - from);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        int end = from + read;
        ended = end < window.length;
        limit = watch.validUpTo(window, from, end);
        damaged = limit < end || ended && !watch.isBetweenCharacters();
    }
}
