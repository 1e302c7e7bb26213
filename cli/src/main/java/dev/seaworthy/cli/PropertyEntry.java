package dev.seaworthy.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;

/**
 * One line of a file of Java properties with those that go on with it: a key with its value, a comment, or nothing.
 *
 * @param text as it stands there
 * @param origin where it stands: file and line
 */
record PropertyEntry(String text, String origin) {
    /** @throws BadInputException where the file cannot be read */
    static List<PropertyEntry> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
        List<PropertyEntry> entries = new ArrayList<>();
        int next = 0;
        while (next < lines.size()) {
            String origin = file + ":" + (next + 1);
            StringBuilder text = new StringBuilder(lines.get(next++));
            // A comment has no second line, whatever it ends with.
            boolean comment = text.toString().stripLeading().matches("(?s)[#!].*");
            while (!comment && goesOn(text) && next < lines.size()) {
                text.append('\n').append(lines.get(next++));
            }
            entries.add(new PropertyEntry(text.toString(), origin));
        }
        return entries;
    }

    /** Whether the line ends with a backslash that is not itself written with one. */
    private static boolean goesOn(CharSequence line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    /**
     * One key, or, where it is a comment or blank, none.
     *
     * @throws BadInputException where it is no property
     */
    TreeMap<String, String> values() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException(origin + ": " + e.getMessage(), e);
        }
        TreeMap<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
