package dev.seaworthy.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command as a block shows it.
 *
 * @param where page and line
 * @param settings variables that are set for it alone ({@code NAME=VALUE})
 * @param words the command and its arguments, without their quotes
 * @param into the file that its output goes to, or empty
 * @param filters the commands behind it in a pipe
 * @param sample what the block shows as its output
 */
record Line(
        String where,
        List<String> settings,
        List<String> words,
        String into,
        List<List<String>> filters,
        List<String> sample) {
    private static final Pattern SETTING = Pattern.compile("[A-Z_]+=.*");
    private static final String PROMPT = "$ ";

    /** The commands of a script: one a line, or more lines where one ends with a backslash. */
    static List<Line> ofScript(Block block) {
        List<Line> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            if (line.endsWith("\\")) {
                text.append(line, 0, line.length() - 1).append(' ');
                continue;
            }
            text.append(line);
            if (!text.toString().isBlank()) {
                lines.add(parse(block.at(i), text.toString(), List.of()));
            }
            text.setLength(0);
        }
        return lines;
    }

    /** The commands of a session: each behind a prompt, with its output below it. */
    static List<Line> ofSession(Block block) {
        List<String> lines = block.lines();
        if (lines.isEmpty() || !lines.get(0).startsWith(PROMPT)) {
            throw block.wrong("a session begins with a command behind \"$ \"");
        }
        List<Line> commands = new ArrayList<>();
        for (int i = 0; i < lines.size(); ) {
            int from = i;
            List<String> sample = new ArrayList<>();
            while (++i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
                sample.add(lines.get(i));
            }
            commands.add(parse(block.at(from), lines.get(from).substring(PROMPT.length()), List.copyOf(sample)));
        }
        return commands;
    }

    /** The words of this command in one line. */
    String text() {
        return String.join(" ", words);
    }

    AssertionError wrong(String what) {
        return new AssertionError(where + ": " + what);
    }

    private static Line parse(String where, String text, List<String> sample) {
        List<List<String>> pipe = new ArrayList<>(List.of(new ArrayList<>()));
        String into = "";
        List<String> words = split(text);
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("|")) {
                pipe.add(new ArrayList<>());
            } else if (words.get(i).equals(">")) {
                into = words.get(++i);
            } else {
                pipe.get(pipe.size() - 1).add(words.get(i));
            }
        }
        List<String> first = pipe.remove(0);
        List<String> settings = new ArrayList<>();
        while (!first.isEmpty() && SETTING.matcher(first.get(0)).matches()) {
            settings.add(first.remove(0));
        }
        return new Line(where, settings, first, into, pipe, sample);
    }

    /** As a shell does it: by blanks outside quotes, up to a comment. */
    private static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean inWord = false;
        for (char c : (text + " ").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (c == '#' && !inWord) {
                break;
            } else if (c != ' ') {
                word.append(c);
                inWord = true;
            } else if (inWord) {
                words.add(word.toString());
                word.setLength(0);
                inWord = false;
            }
        }
        return words;
    }
}
