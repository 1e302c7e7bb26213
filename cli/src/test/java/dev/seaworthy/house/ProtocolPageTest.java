package dev.seaworthy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Message;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page that says where each rule of the protocol stands names what is there: methods, tests, stories, limits. */
class ProtocolPageTest {
    private static final Path ENGINE = House.root().resolve("engine/src");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LETTER = Pattern.compile("\\b([A-Z]) (?:is )?`(\\w+Test)`");
    private static final Pattern HELD_BY = Pattern.compile("(?:\\b([A-Z]) )?`([^`]+)`|\\*([a-z0-9-]+)\\*");
    private static final int CELLS = 4;

    /** Each is prefixed by the number of its line. */
    private final List<String> wrong = new ArrayList<>();

    private List<String> lines;

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(House.root().resolve("docs/protocol.md"));
    }

    @Test
    void everyRuleNamesMethodsTestsAndStoriesThatAreThere() throws IOException {
        Map<String, String> letters = new HashMap<>();
        Matcher letter = LETTER.matcher(String.join("\n", lines));
        while (letter.find()) {
            letters.put(letter.group(1), letter.group(2));
        }
        int rules = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("| rule | source |")) {
                for (i += 2; lines.get(i).startsWith("|"); i++) {
                    rules++;
                    List<String> cells = cells(lines.get(i));
                    if (cells.size() != CELLS) {
                        wrong.add(i + 1 + ": " + cells.size() + " cells, not " + CELLS);
                        continue;
                    }
                    checkMethods(i + 1, cells.get(2));
                    checkTests(i + 1, cells.get(3), letters);
                }
            }
        }
        assertEquals(List.of(), wrong, "in docs/protocol.md");
        assertTrue(rules > 60, "rules were found: " + rules);
    }

    @Test
    void everyMessageLimitAndHaltIsThere() {
        assertEquals(
                new TreeSet<>(Arrays.stream(Message.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList()),
                new TreeSet<>(names("| message |")));
        assertEquals(
                Arrays.stream(Limits.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList(),
                names("| limit |"));
        assertEquals(
                new TreeSet<>(
                        Arrays.stream(HaltCode.values()).map(HaltCode::name).toList()),
                new TreeSet<>(names("| `HaltCode` |")));
    }

    /** `Type.method`, `Type` or `package.Type.method`; where no package is named, it is `core`. */
    private void checkMethods(int line, String cell) throws IOException {
        for (String name : all(CODE, cell)) {
            List<String> parts = new ArrayList<>(List.of(name.split("\\.")));
            String inPackage = Character.isLowerCase(parts.get(0).charAt(0)) ? parts.remove(0) : "core";
            Path file = parts.isEmpty()
                    ? ENGINE
                    : ENGINE.resolve("main/java/dev/seaworthy/engine/" + inPackage + "/" + parts.remove(0) + ".java");
            if (!Files.isRegularFile(file)) {
                wrong.add(line + ": there is no `" + name + "` in the package " + inPackage);
            } else if (!parts.isEmpty() && !declares(file, parts.get(0))) {
                wrong.add(line + ": " + file.getFileName() + " has no " + parts.get(0));
            }
        }
    }

    private void checkTests(int line, String cell, Map<String, String> letters) throws IOException {
        String type = null;
        Matcher held = HELD_BY.matcher(cell);
        while (held.find()) {
            if (held.group(3) != null) {
                if (!Files.isRegularFile(ENGINE.resolve("test/resources/stories/" + held.group(3) + ".txt"))) {
                    wrong.add(line + ": there is no story *" + held.group(3) + "*");
                }
                continue;
            }
            String name = held.group(2);
            if (Character.isUpperCase(name.charAt(0))) {
                type = name.replaceFirst("\\..*", "");
                name = name.contains(".") ? name.substring(name.indexOf('.') + 1) : null;
            } else if (held.group(1) != null) {
                type = letters.get(held.group(1));
            }
            Path file = type == null ? null : test(type);
            if (file == null) {
                wrong.add(line + ": there is no test " + type + " for `" + held.group(2) + "`");
            } else if (name != null && !declares(file, name)) {
                wrong.add(line + ": " + type + " has no test `" + name + "`");
            }
        }
    }

    private static Path test(String type) throws IOException {
        try (Stream<Path> files = Files.walk(ENGINE.resolve("test/java"))) {
            return files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A method, a constant or a nested type; that it is called there is not enough. */
    private static boolean declares(Path file, String name) throws IOException {
        Pattern declared = Pattern.compile(
                "^ +(?!return |new )[\\w<>\\[\\]., @]* " + Pattern.quote(name)
                        + "(\\(| = |;| \\{)|^ +" + Pattern.quote(name) + "(\\(|,|;)|(class|record|enum|interface) "
                        + Pattern.quote(name) + "\\b",
                Pattern.MULTILINE);
        return declared.matcher(Files.readString(file)).find();
    }

    /** The code in the first cell of each row of the table that begins so. */
    private List<String> names(String head) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(head)) {
                for (i += 2; i < lines.size() && lines.get(i).startsWith("|"); i++) {
                    names.addAll(all(CODE, cells(lines.get(i)).get(0)));
                }
            }
        }
        return names;
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
