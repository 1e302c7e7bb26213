package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Questions with known answers, of another Raft engine. They are found through the system property
 * {@code seaworthy.exams}: a folder with a folder for each kind of exam, and text files in it.
 *
 * <p>A file is a row of blocks: the lines of the question, a line {@code ----}, the lines of the answer up to the next
 * empty one. Before a question empty lines and lines that begin with {@code #} mean nothing.
 */
final class ExamFile {
    private static final String PROPERTY = "seaworthy.exams";
    private static final String SEPARATOR = "----";

    /**
     * One block.
     *
     * @param line where its question begins, counted from 1
     * @param question its lines, joined by single spaces
     * @param answer its lines; at least one
     */
    record Case(Path file, int line, String question, List<String> answer) {
        String lastLine() {
            return answer.get(answer.size() - 1);
        }

        /** File, line and question. */
        String title() {
            return file.getFileName() + ":" + line + " " + question;
        }
    }

    private ExamFile() {}

    /** The files of one kind, in the order of their names. Skips the test where there is no folder of them. */
    static List<Path> ofKind(String kind) throws IOException {
        String folder = System.getProperty(PROPERTY);
        Assumptions.assumeTrue(folder != null, "skipped: -D" + PROPERTY + " names no folder of exams");
        Path exams = Path.of(folder, kind);
        Assumptions.assumeTrue(Files.isDirectory(exams), "skipped: there is no folder " + exams);
        try (Stream<Path> files = Files.list(exams)) {
            List<Path> texts = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            assertFalse(texts.isEmpty(), "there are no exams in " + exams);
            return texts;
        }
    }

    static List<Case> read(Path file) throws IOException {
        List<Case> cases = parse(file, Files.readAllLines(file));
        assertFalse(cases.isEmpty(), file + " holds no questions");
        return cases;
    }

    /** The cases of the lines of a file. */
    static List<Case> parse(Path file, List<String> lines) {
        List<Case> cases = new ArrayList<>();
        List<String> question = new ArrayList<>();
        int begin = 0;
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++).strip();
            if (line.equals(SEPARATOR)) {
                int end = at;
                while (end < lines.size() && !lines.get(end).isBlank()) {
                    end++;
                }
                assertFalse(question.isEmpty() || end == at, file + ":" + at + " lacks a question or an answer");
                cases.add(new Case(file, begin, String.join(" ", question), List.copyOf(lines.subList(at, end))));
                question.clear();
                at = end;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                begin = question.isEmpty() ? at : begin;
                question.add(line);
            }
        }
        assertEquals(List.of(), question, () -> file + " ends with a question without an answer");
        return cases;
    }
}
