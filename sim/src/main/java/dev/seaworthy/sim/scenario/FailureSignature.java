package dev.seaworthy.sim.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What two failures have in common when they are the same mistake seen in two runs: the property that broke, and how,
 * without the names and numbers that differ from run to run.
 *
 * @param property the property's stable name, e.g. {@code ElectionSafety}
 * @param culprit the beginning of the story, every node called {@code n}, every client {@code c}, every number
 *     {@code #}; of a crash the exception and where it was thrown; empty where the story tells only values
 */
public record FailureSignature(String property, String culprit) {
    private static final int WORDS_MAX = 8;

    private static final Pattern CRASH =
            Pattern.compile("([\\w.$]+)(?::.*)? at ([\\w.$<>]+):-?\\d+(?: < .*)?", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\b([a-z]{1,2})\\d+(#\\d+)?\\b");
    private static final Pattern NUMBER = Pattern.compile("\\b\\d[\\d@.,]*\\d\\b|\\b\\d\\b");
    private static final Pattern REPEATED_NAME = Pattern.compile("\\b([a-z]{1,2})(?:,? (?:and )?\\1\\b)+");

    public FailureSignature {
        if (property == null || property.isBlank() || culprit == null) {
            throw new IllegalArgumentException("a failure has a property and a culprit");
        }
    }

    /** The signature of a property broken with this story. */
    public static FailureSignature of(String property, String story) {
        return switch (property) {
            // These stories consist of keys and values, and of where in the history the search got stuck.
            case "Linearizability", "CheckersAgree", "Undecided" -> new FailureSignature(property, "");
            case "Crash" -> new FailureSignature(property, crash(story));
            default -> new FailureSignature(property, normalised(story));
        };
    }

    private static String crash(String story) {
        Matcher matcher = CRASH.matcher(story);
        return matcher.matches() ? matcher.group(1) + " at " + matcher.group(2) : normalised(story);
    }

    private static String normalised(String story) {
        String plain = NAME.matcher(story).replaceAll("$1");
        plain = NUMBER.matcher(plain).replaceAll("#");
        plain = REPEATED_NAME.matcher(plain).replaceAll("$1");
        String[] words = plain.strip().split("\\s+", WORDS_MAX + 1);
        StringBuilder culprit = new StringBuilder();
        for (int i = 0; i < Math.min(WORDS_MAX, words.length); i++) {
            culprit.append(i == 0 ? "" : " ").append(words[i]);
        }
        return culprit.toString();
    }

    @Override
    public String toString() {
        return culprit.isEmpty() ? property : property + " (" + culprit + ")";
    }
}
