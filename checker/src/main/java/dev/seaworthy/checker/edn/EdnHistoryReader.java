package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Model;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads histories in the forms in which Jepsen and its relatives write them; the package documentation describes them.
 * Which form a text has is seen from its content, never from its name. The text is read once, from beginning to end,
 * and not kept. Stateless.
 */
public final class EdnHistoryReader {
    private EdnHistoryReader() {}

    /**
     * The history in a file of UTF-8 text.
     *
     * @throws IOException if the file cannot be read
     * @throws HistoryFormatException if it is not a history
     */
    public static History read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        }
    }

    /**
     * The history in a file of UTF-8 text, every operation of which the model knows.
     *
     * @throws IOException if the file cannot be read
     * @throws HistoryFormatException if it is not a history, or the model objects to one of its operations
     */
    public static History read(Path file, Model<?> model) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, Optional.of(model), Optional.empty());
        }
    }

    /**
     * The history in a stream of UTF-8 text, which is read to its end and not closed.
     *
     * @param source what the text is called in complaints
     * @throws IOException if the stream cannot be read
     * @throws HistoryFormatException if it is not a history
     */
    public static History read(String source, InputStream in) throws IOException {
        return read(source, in, Optional.empty(), Optional.empty());
    }

    /**
     * The history in a file of UTF-8 text, and whatever else it says: for writing it again. Of a log, only the history.
     *
     * @throws IOException if the file cannot be read
     * @throws HistoryFormatException if it is not a history
     */
    public static HistoryFile readWhole(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Extras extras = new Extras();
            return new HistoryFile(read(file.toString(), in, Optional.empty(), Optional.of(extras)), extras);
        }
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
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try {
            return read(source, in, model, Optional.empty());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static History read(String name, InputStream in, Optional<Model<?>> model, Optional<Extras> extras)
            throws IOException {
        try {
            ByteSource source = new ByteSource(name, in);
            HistoryAssembler assembler = new HistoryAssembler(source, model);
            EdnScanner scanner = new EdnScanner(source);
            int first = scanner.next();
            if (first == ByteSource.END) {
                throw scanner.expected("an operation");
            }
            // Some logs begin their lines with a time or a thread in brackets.
            boolean isEdn = "{[(#".indexOf(first) >= 0 && !(first == '[' && isWord(source.peekSecond()));
            if (isEdn) {
                new EdnEvents(scanner, assembler, extras).readAll();
            } else {
                new LogLines(source, assembler).readAll();
            }
            return assembler.history();
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private static boolean isWord(int next) {
        return next >= '0' && next <= '9' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z';
    }
}
