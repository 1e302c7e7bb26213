package dev.seaworthy.sim.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What may go wrong in a scenario: kinds of faults, and the circumstances that are no faults. A word names one kind,
 * one circumstance or a group of them. Immutable.
 */
public final class Hazards {
    /** All there is. */
    public static final Hazards ALL = new Hazards(EnumSet.allOf(FaultKind.class), EnumSet.allOf(Circumstance.class));

    /** Nothing goes wrong. */
    public static final Hazards NONE = new Hazards(EnumSet.noneOf(FaultKind.class), EnumSet.noneOf(Circumstance.class));

    /** What goes wrong, or goes on, all the time. */
    public enum Circumstance {
        /** Clocks are apart and run at different rates. */
        DRIFT,
        /** Messages are lost, repeated and late now and then even where no storm is on. */
        NOISE,
        /** The operator changes who is a member, and hands leadership over. */
        MEMBERSHIP
    }

    private final EnumSet<FaultKind> kinds;
    private final EnumSet<Circumstance> circumstances;

    private Hazards(EnumSet<FaultKind> kinds, EnumSet<Circumstance> circumstances) {
        this.kinds = kinds;
        this.circumstances = circumstances;
    }

    /**
     * What some words name, but for what others name.
     *
     * @param only what there is; all where there are no words
     * @param without what there is not
     * @throws IllegalArgumentException where a word names nothing, or nothing is left
     */
    public static Hazards of(List<String> only, List<String> without) {
        Map<String, Hazards> words = words();
        Hazards hazards = only.isEmpty() ? ALL : NONE;
        for (String word : only) {
            hazards = hazards.plus(named(word, words));
        }
        for (String word : without) {
            hazards = hazards.minus(named(word, words));
        }
        if (hazards.kinds.isEmpty() && hazards.circumstances.isEmpty()) {
            throw new IllegalArgumentException("nothing is left that could go wrong; --profile calm is for that");
        }
        return hazards;
    }

    /** Every word there is, in order of the alphabet, and what it stands for. */
    public static Map<String, Hazards> words() {
        TreeMap<String, Hazards> words = new TreeMap<>();
        for (FaultKind kind : FaultKind.values()) {
            Hazards alone = new Hazards(EnumSet.of(kind), EnumSet.noneOf(Circumstance.class));
            words.put(word(kind), alone);
            words.merge(group(kind), alone, Hazards::plus);
            if (kind == FaultKind.REBOOT || kind == FaultKind.SUSPEND) {
                words.merge("clock", alone, Hazards::plus);
            }
            if (kind.losesData()) {
                words.merge("damage", alone, Hazards::plus);
            }
        }
        for (Circumstance circumstance : Circumstance.values()) {
            Hazards alone = new Hazards(EnumSet.noneOf(FaultKind.class), EnumSet.of(circumstance));
            words.put(word(circumstance), alone);
            words.merge(group(circumstance), alone, Hazards::plus);
        }
        return words;
    }

    private static Hazards named(String word, Map<String, Hazards> words) {
        Hazards hazards = words.get(word.strip().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (hazards == null) {
            throw new IllegalArgumentException(
                    "nothing that goes wrong is called '" + word + "'; there are " + String.join(", ", words.keySet()));
        }
        return hazards;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String group(FaultKind kind) {
        return switch (kind) {
            case CRASH, KILL, PAUSE, UPGRADE, REBOOT, SUSPEND -> "process";
            case PARTITION, LOSS, DUPLICATION, DELAY, CLOG, BANDWIDTH, BIT_FLIP, RESET, STALE -> "network";
            case SLOW_DISK, STALL_DISK, WIPE, LOSE_SUFFIX, BIT_ROT, HOLE, READ_ERROR, WRITE_ERROR, FULL_DISK -> "disk";
            case CLOCK_JUMP -> "clock";
        };
    }

    private static String group(Circumstance circumstance) {
        return switch (circumstance) {
            case DRIFT -> "clock";
            case NOISE -> "network";
            case MEMBERSHIP -> "membership";
        };
    }

    /** Whether faults of this kind may strike. */
    public boolean allows(FaultKind kind) {
        return kinds.contains(kind);
    }

    /** Whether this circumstance may be. */
    public boolean allows(Circumstance circumstance) {
        return circumstances.contains(circumstance);
    }

    /** The kinds of faults that may strike, in their usual order. */
    public List<FaultKind> kinds() {
        return new ArrayList<>(kinds);
    }

    /** Whether everything may go wrong. */
    public boolean areAll() {
        return equals(ALL);
    }

    private Hazards copy() {
        return new Hazards(EnumSet.copyOf(kinds), EnumSet.copyOf(circumstances));
    }

    private Hazards plus(Hazards other) {
        Hazards sum = copy();
        sum.kinds.addAll(other.kinds);
        sum.circumstances.addAll(other.circumstances);
        return sum;
    }

    private Hazards minus(Hazards other) {
        Hazards rest = copy();
        rest.kinds.removeAll(other.kinds);
        rest.circumstances.removeAll(other.circumstances);
        return rest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hazards hazards
                && kinds.equals(hazards.kinds)
                && circumstances.equals(hazards.circumstances);
    }

    @Override
    public int hashCode() {
        return 31 * kinds.size() + circumstances.size();
    }

    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        kinds.forEach(kind -> names.add(word(kind)));
        circumstances.forEach(circumstance -> names.add(word(circumstance)));
        return String.join(",", names);
    }
}
