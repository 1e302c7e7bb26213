package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads histories in the forms in which Jepsen and its relatives write them; the package documentation describes them.
 * Which form a text has is seen from its content. Stateless.
 */
public final class EdnHistoryReader {
    private static final String LOGGER = "jepsen.util - ";
    private static final String ANY_LOGGER = " - ";

    private EdnHistoryReader() {}

    /**
     * The history in a file of UTF-8 text.
     *
     * @throws IOException if the file cannot be read
     * @throws HistoryFormatException if it is not a history
     */
    public static History read(Path file) throws IOException {
        return parse(file.toString(), decode(file), Optional.empty());
    }

    /**
     * The history in a file of UTF-8 text, every operation of which the model knows.
     *
     * @throws IOException if the file cannot be read
     * @throws HistoryFormatException if it is not a history, or the model objects to one of its operations
     */
    public static History read(Path file, Model<?> model) throws IOException {
        return parse(file.toString(), decode(file), Optional.of(model));
    }

    /**
     * The history in a text.
     *
     * @param source what the text is called in complaints
     * @throws HistoryFormatException if it is not a history
     */
    public static History parse(String source, String text) {
        return parse(source, text, Optional.empty());
    }

    /**
     * The history in a text, every operation of which the model knows.
     *
     * @param source what the text is called in complaints
     * @throws HistoryFormatException if it is not a history, or the model objects to one of its operations
     */
    public static History parse(String source, String text, Model<?> model) {
        return parse(source, text, Optional.of(model));
    }

    private static History parse(String source, String text, Optional<Model<?>> model) {
        Located located = new Located(source, text);
        HistoryAssembler assembler = new HistoryAssembler(located, model);
        EdnParser parser = new EdnParser(located, 0, text.length());
        if ("{[(#".indexOf(parser.peek()) >= 0) {
            readEdn(parser, assembler);
        } else if (parser.atEnd()) {
            throw parser.expected("an operation");
        } else {
            readLog(located, assembler);
        }
        return assembler.history();
    }

    private static String decode(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new HistoryFormatException(file.toString(), 1, 1, "expected UTF-8 text");
        }
    }

    private static void readEdn(EdnParser parser, HistoryAssembler assembler) {
        char close = parser.take('[') ? ']' : parser.take('(') ? ')' : 0;
        while (!parser.atEnd() && parser.peek() != close) {
            assembler.add(event(parser));
        }
        if (close != 0 && !parser.take(close)) {
            throw parser.expected("an operation or '" + close + "'");
        }
        if (!parser.atEnd()) {
            throw parser.expected("nothing after the last operation");
        }
    }

    private static Event event(EdnParser parser) {
        parser.takeTag();
        Event event = new Event(parser.offset());
        if (!parser.take('{')) {
            throw parser.expected("an operation, as in {:process 0, :type :invoke, :f :read, :value nil}");
        }
        while (!parser.take('}')) {
            if (parser.atEnd()) {
                throw parser.expected("a keyword or '}'");
            }
            Object field = parser.value();
            int offset = parser.offset();
            Object content = parser.value();
            if (field instanceof Keyword keyword) {
                event.set(keyword.name(), content, offset);
            }
        }
        return event;
    }

    /** Lines {@code LEVEL jepsen.util - PROCESS :type :f VALUE}; lines of other loggers are passed over. */
    private static void readLog(Located located, HistoryAssembler assembler) {
        String text = located.text();
        boolean found = false;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            int logger = line.indexOf(LOGGER);
            if (logger >= 0) {
                assembler.add(loggedEvent(new EdnParser(located, start + logger + LOGGER.length(), end)));
                found = true;
            } else if (!line.isBlank() && !(found && line.contains(ANY_LOGGER))) {
                throw located.problemAt(
                        start, "expected operations in EDN, or lines like INFO  jepsen.util - 0 :invoke :read nil");
            }
            start = end + 1;
        }
    }

    private static Event loggedEvent(EdnParser parser) {
        Event event = new Event(parser.offset());
        for (String field : new String[] {"process", "type", "f", "value"}) {
            int offset = parser.offset();
            event.set(field, parser.value(), offset);
        }
        return event;
    }
}
