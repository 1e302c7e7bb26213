package dev.seaworthy.cli.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What may be typed, as a page writes it down: {@code [A | B]} for what may be left out, capitals for what is to be
 * filled in. It stands for some commands: with nothing that may be left out, and with everything, once for each choice.
 */
final class Usage {
    /** What is typed where a page has a word in capitals, or a group of options by name. */
    private static final Map<String, String> FILLED = Map.ofEntries(
            Map.entry("FROM..TO", "1..2"),
            Map.entry("I/N", "1/2"),
            Map.entry("J", "2"),
            Map.entry("N", "3"),
            Map.entry("S", "4"),
            Map.entry("ID", "2"),
            Map.entry("SEED", "7"),
            Map.entry("SEEDS", "64"),
            Map.entry("NAME", "vote-not-persisted"),
            Map.entry("DIR", "folder"),
            Map.entry("DIR...", "folder other"),
            Map.entry("DIR,...", "folder,other"),
            Map.entry("FILE", "file"),
            Map.entry("FILE…", "file other"),
            Map.entry("PAGE.html", "page.html"),
            Map.entry("PATH", "/opt/knossos/*"),
            Map.entry("MODEL", "kv"),
            Map.entry("CHECKER", "auto"),
            Map.entry("FAULT,...", "kill,pause"),
            Map.entry("HOST:PORT", "127.0.0.1:2379"),
            Map.entry("HOST:PORT,...", "127.0.0.1:2379,127.0.0.1:2389"),
            Map.entry("1=HOST:PORT,...", "1=127.0.0.1:2379,2=127.0.0.1:2389"),
            Map.entry("KEY", "key"),
            Map.entry("VALUE", "value"),
            Map.entry("END", "kez"),
            Map.entry("WORDS", "words"),
            Map.entry("REVISION", "7"),
            Map.entry("...", "127.0.0.1:2379"),
            Map.entry("portfolio", "--nodes 3 --profile calm --only kill --without membership"),
            Map.entry("options", "--metrics 127.0.0.1:9379 --metrics-plaintext"));

    private static final Pattern TO_FILL = Pattern.compile(".*[A-Z].*|\\.\\.\\.");
    private static final int CHOICES_MAX = 3;

    private final List<String> tokens;
    private int next;

    private Usage(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * The commands that a line stands for.
     *
     * @throws IllegalArgumentException with the word that nobody knows how to fill in, or a bracket that is not closed
     */
    static List<List<String>> commands(String line) {
        String spaced = line.replace("[", " [ ").replace("]", " ] ").strip();
        List<String> tokens = List.of(spaced.split("\\s+"));
        List<List<String>> commands = new ArrayList<>();
        for (int choice = -1; choice < CHOICES_MAX; choice++) {
            Usage usage = new Usage(tokens);
            List<String> words = usage.sequence(choice);
            if (usage.next < tokens.size()) {
                throw new IllegalArgumentException(tokens.get(usage.next) + " where no bracket is open");
            }
            if (!commands.contains(words)) {
                commands.add(words);
            }
        }
        return commands;
    }

    /** What is typed for a word: itself, unless it is to be filled in. */
    static List<String> filled(String word, String before) {
        String with = FILLED.get(word);
        if (with == null && TO_FILL.matcher(word).matches() && !word.startsWith("-")) {
            throw new IllegalArgumentException("nobody knows what stands for " + word + ": say it in Usage.FILLED");
        }
        boolean isGroup = word.equals("options") || word.equals("portfolio");
        return with == null || isGroup && !before.equals("[") ? List.of(word) : List.of(with.split(" "));
    }

    private List<String> sequence(int choice) {
        List<String> words = new ArrayList<>();
        while (next < tokens.size() && !"]|".contains(tokens.get(next))) {
            String token = tokens.get(next++);
            if (token.equals("[")) {
                List<String> chosen = alternatives(choice);
                if (choice >= 0) {
                    words.addAll(chosen);
                }
            } else {
                words.addAll(filled(token, next < 2 ? "" : tokens.get(next - 2)));
            }
        }
        return words;
    }

    private List<String> alternatives(int choice) {
        List<List<String>> all = new ArrayList<>();
        do {
            all.add(sequence(choice));
        } while (next < tokens.size() && tokens.get(next++).equals("|"));
        if (!tokens.get(next - 1).equals("]")) {
            throw new IllegalArgumentException("a bracket is not closed");
        }
        return all.get(Math.floorMod(choice, all.size()));
    }
}
