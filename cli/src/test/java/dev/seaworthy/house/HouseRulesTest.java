package dev.seaworthy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How the sources look. Layout inside a file is the formatter's; this is about what it does not see. */
class HouseRulesTest {
    private static final int LINES_MAX = 500;
    private static final int COLUMNS_MAX = 120;

    /** Spelled in two halves, so that this file does not break its own rules. */
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final List<String> FOREIGN_WORDS =
            List.of("/wo" + "rk/", "/ro" + "ot/", "issue " + "#", "shared/" + "research", "DESIGN" + " §");

    @Test
    void noSourceFileIsTooLong() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources("src/main/java")) {
            int lines = Files.readAllLines(file).size();
            if (lines > LINES_MAX) {
                tooLong.add(shown(file) + " has " + lines + " lines: divide it");
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void noLineIsTooWideAndNoneHasTabs() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources("src/main/java")) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.codePointCount(0, line.length()) > COLUMNS_MAX || line.indexOf('\t') >= 0) {
                    wrong.add(shown(file) + ":" + (i + 1) + " " + line.strip());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<Path> files = new ArrayList<>(sources("src/main/java"));
        files.addAll(sources("src/test/java"));
        List<String> unfinished = new ArrayList<>();
        for (Path file : files) {
            if (UNFINISHED.matcher(Files.readString(file)).find()) {
                unfinished.add(shown(file));
            }
        }
        assertEquals(List.of(), unfinished);
    }

    @Test
    void everyPackageIsIntroduced() throws IOException {
        TreeSet<String> bare = new TreeSet<>();
        for (Path file : sources("src/main/java")) {
            if (!Files.exists(file.resolveSibling("package-info.java"))) {
                bare.add(shown(file.getParent()));
            }
        }
        assertEquals(List.of(), List.copyOf(bare), "packages without package-info.java");
    }

    @Test
    void theTextSpeaksOnlyOfTheProject() throws IOException {
        List<String> foreign = new ArrayList<>();
        int read = 0;
        for (Path file : House.filesBelow(House.root())) {
            Optional<String> text = text(file);
            if (text.isEmpty()) {
                continue;
            }
            read++;
            for (String word : FOREIGN_WORDS) {
                if (text.get().contains(word)) {
                    foreign.add(shown(file) + ": " + word);
                }
            }
        }
        assertTrue(read > 10, "read only " + read + " files");
        assertEquals(List.of(), foreign);
    }

    private static List<Path> sources(String folder) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : House.modules()) {
            all.addAll(House.sources(module, folder));
        }
        assertFalse(all.isEmpty(), "no sources below " + House.root());
        return all;
    }

    private static String shown(Path file) {
        return House.root().relativize(file).toString();
    }

    /** The file's text, or nothing if it is not UTF-8: an image, a database, a history in another encoding. */
    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
