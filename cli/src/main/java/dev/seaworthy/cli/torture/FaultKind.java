package dev.seaworthy.cli.torture;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A group of faults that can be asked for by name. */
public enum FaultKind {
    /** SIGKILL, and a start some time later. */
    KILL,
    /** SIGSTOP, and SIGCONT some time later. */
    PAUSE,
    /** The network between the nodes does not carry everything. */
    PARTITION,
    /** A file system without room. */
    DISK;

    /** What it is called on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names, for people. */
    public static String words() {
        return Arrays.stream(values()).map(FaultKind::word).collect(Collectors.joining(", "));
    }

    /**
     * The kinds of these names.
     *
     * @throws IllegalArgumentException where one of them is none
     */
    public static Set<FaultKind> named(List<String> words) {
        EnumSet<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        for (String word : words) {
            kinds.add(Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("there is no fault '" + word + "'; there are " + words())));
        }
        return kinds;
    }
}
