package dev.seaworthy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What the options of {@code seaworthy node} are called in its configuration file and in its environment. */
final class NodeKeys {
    /** Every variable that is meant for a node begins so; one that nobody knows is refused. */
    static final String PREFIX = "SEAWORTHY_NODE_";

    /** How the configuration file itself is named: not in the file. */
    static final String CONFIG = "config";

    /** Options for whoever starts a node, and for people: neither in the file nor in the environment. */
    private static final Set<String> COMMAND_LINE_ONLY = Set.of("stop-at-end-of-input", "help", "version");

    private NodeKeys() {}

    /** The keys of the configuration file, in the order of the options. */
    static List<String> inFile() {
        List<String> keys = new ArrayList<>();
        for (OptionSpec option :
                CommandSpec.forAnnotatedObject(new NodeCommand()).options()) {
            String key = keyOf(option);
            if (isInFile(key)) {
                keys.add(key);
            }
        }
        return keys;
    }

    static boolean isInFile(String key) {
        return isInEnvironment(key) && !key.equals(CONFIG);
    }

    static boolean isInEnvironment(String key) {
        return !COMMAND_LINE_ONLY.contains(key);
    }

    /** The option without its dashes. */
    static String keyOf(OptionSpec option) {
        return option.longestName().replaceFirst("^--", "");
    }

    /** The variable that stands for an option. */
    static String variableOf(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The known name that takes the fewest changes of letters to become this one; what a slip was meant to be. */
    static String nearest(String unknown, List<String> known) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int changes = changes(unknown, candidate);
            if (changes < least) {
                least = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** How many letters have to be put in, left out or exchanged. */
    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int exchanged = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(exchanged, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
