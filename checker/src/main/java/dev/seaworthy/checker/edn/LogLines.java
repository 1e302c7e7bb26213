package dev.seaworthy.checker.edn;

import java.nio.charset.StandardCharsets;

/**
 * Reads a history from a log of Jepsen: lines {@code LEVEL jepsen.util - PROCESS :type :f VALUE}. What follows the
 * value is not looked at. Lines of other loggers are passed over, as long as nothing in them looks like an operation.
 * For one thread.
 */
final class LogLines {
    /** What every line with an operation has in it. */
    static final String LOGGER = "jepsen.util";

    private static final byte[] LOGGER_BYTES = LOGGER.getBytes(StandardCharsets.US_ASCII);
    private static final String ANY_LOGGER = " - ";
    private static final String[] TYPES = {":invoke", ":ok", ":fail", ":info"};
    private static final int[] FIELDS = {Event.PROCESS, Event.TYPE, Event.FUNCTION, Event.VALUE};
    private static final int LINE_BYTES_MAX = 1 << 24;
    private static final String PROBLEM =
            "expected operations in EDN, or lines like INFO  jepsen.util - 0 :invoke :read nil";

    private final ByteSource source;
    private final HistoryAssembler assembler;
    private final ByteArray line = new ByteArray();
    private final ByteSource fields;
    private final EdnScanner scanner;
    private final Event event = new Event();

    LogLines(ByteSource source, HistoryAssembler assembler) {
        this.source = source;
        this.assembler = assembler;
        this.fields = source.part();
        this.scanner = new EdnScanner(fields);
    }

    void readAll() {
        boolean found = false;
        long first = source.position();
        while (source.peek() != ByteSource.END) {
            long position = source.position();
            takeLine(position);
            int logger = find(LOGGER_BYTES, 0);
            if (logger >= 0) {
                found |= read(logger + LOGGER_BYTES.length, position);
            } else if (!isOtherLoggers()) {
                throw source.problem(position, PROBLEM);
            }
        }
        if (!found) {
            throw source.problem(first, PROBLEM);
        }
    }

    private void takeLine(long position) {
        line.clear();
        for (int next = source.peek(); next != ByteSource.END && next != '\n'; next = source.peek()) {
            line.add(next);
            source.skip();
            if (line.length() > LINE_BYTES_MAX) {
                throw source.problem(position, "expected no line longer than " + LINE_BYTES_MAX + " bytes");
            }
        }
        if (source.peek() == '\n') {
            source.skip();
        }
    }

    private boolean isOtherLoggers() {
        String text = line.toText();
        return text.isBlank() || text.contains(ANY_LOGGER) && !hasType(text);
    }

    /** Whether one of the words of this text is the type of an event: then it is, or was, an operation. */
    private static boolean hasType(String text) {
        for (String word : text.split("\\s+", -1)) {
            for (String type : TYPES) {
                if (word.equals(type)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the line has an operation behind the logger's name; it is then added. */
    private boolean read(int afterLogger, long linePosition) {
        int start = afterLogger;
        while (start < line.length() && isGap(start)) {
            start++;
        }
        boolean numbered = start < line.length() && isNumber(start);
        if (!numbered && (start < line.length() && line.at(start) == ':' || !hasType(line.toText(start)))) {
            return numbered;
        }
        int second = find(LOGGER_BYTES, start);
        if (second >= 0) {
            throw source.problem(columnAt(second, linePosition), "expected one operation in a line, found a second");
        }
        fields.show(line.array(), start, line.length(), columnAt(start, linePosition));
        event.begin(scanner.position());
        for (int field : FIELDS) {
            long position = scanner.position();
            event.set(field, scanner.value(), position);
        }
        assembler.add(event);
        return true;
    }

    private boolean isNumber(int start) {
        int digit = line.at(start) == '-' ? start + 1 : start;
        return digit < line.length() && line.at(digit) >= '0' && line.at(digit) <= '9';
    }

    /** Blanks and a hyphen on its own stand between the name of the logger and what it says. */
    private boolean isGap(int at) {
        return isBlank(at) || line.at(at) == '-' && (at + 1 == line.length() || isBlank(at + 1));
    }

    private boolean isBlank(int at) {
        return line.at(at) == ' ' || line.at(at) == '\t';
    }

    private int find(byte[] wanted, int from) {
        for (int at = from; at + wanted.length <= line.length(); at++) {
            int matched = 0;
            while (matched < wanted.length && line.at(at + matched) == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    private long columnAt(int index, long linePosition) {
        int column = ByteSource.columnOf(linePosition);
        for (int i = 0; i < index; i++) {
            if (line.at(i) >= 0 || line.at(i) >= (byte) 0xC0) {
                column++;
            }
        }
        return ByteSource.pack(ByteSource.lineOf(linePosition), column);
    }
}
