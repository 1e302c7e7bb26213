package dev.seaworthy.checker.model;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which texts can come about where some may be put and others be appended, each as often as it was given. Texts that
 * share their beginning with the one asked about before are cheap. For one thread.
 */
final class Concatenations {
    /** How many characters may be compared in all before everything counts as possible. */
    private static final long WORK_MAX = 100_000_000;

    private static final int STEPS_PER_CHARACTER = 8;

    private final LinkedHashSet<String> beginnings = new LinkedHashSet<>();
    private final TreeSet<Integer> beginningLengths = new TreeSet<>();
    /** How often each may still be appended. */
    private final TreeMap<String, Integer> pieces = new TreeMap<>();

    private final TreeSet<Integer> pieceLengths = new TreeSet<>();

    /** The text asked about last, and by length, which of its beginnings can come about if pieces may be used again. */
    private String text = "";

    private boolean[] possible = new boolean[0];
    private long work;

    /** This text may be put. Nothing may be added after the first question. */
    void put(String beginning) {
        beginnings.add(beginning);
        beginningLengths.add(beginning.length());
    }

    /** This text may be appended, once more. Nothing may be added after the first question. */
    void append(String piece) {
        if (!piece.isEmpty()) {
            pieces.merge(piece, 1, Integer::sum);
            pieceLengths.add(piece.length());
        }
    }

    /** Whether the text can come about. True too if that would take too long to find out. */
    boolean canMake(String asked) {
        int known = possible.length == 0 ? 0 : commonBeginning(asked) + 1;
        possible = Arrays.copyOf(possible, asked.length() + 1);
        text = asked;
        for (int length = known; length <= text.length() && work <= WORK_MAX; length++) {
            possible[length] = isPossible(length);
        }
        return work > WORK_MAX || possible[text.length()] && canBeTakenApart();
    }

    private int commonBeginning(String other) {
        int common = 0;
        int shorter = Math.min(other.length(), text.length());
        while (common < shorter && other.charAt(common) == text.charAt(common)) {
            common++;
        }
        return common;
    }

    /** Whether the first so many characters can come about, all shorter beginnings being known. */
    private boolean isPossible(int length) {
        work++;
        if (isBeginning(length)) {
            return true;
        }
        for (int piece : pieceLengths) {
            if (piece > length) {
                return false;
            }
            if (possible[length - piece] && left(length - piece, length) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isBeginning(int length) {
        if (!beginningLengths.contains(length)) {
            return false;
        }
        work += length;
        return beginnings.contains(text.substring(0, length));
    }

    /** How often this part of the text may still be appended. */
    private int left(int from, int to) {
        work += to - from;
        return pieces.getOrDefault(text.substring(from, to), 0);
    }

    /** Whether some way to take pieces off the end of the text leads to a beginning and uses none too often. */
    private boolean canBeTakenApart() {
        int[] ends = new int[text.length() + 1];
        int[] tried = new int[text.length() + 1];
        int depth = 0;
        ends[0] = text.length();
        long steps = (long) STEPS_PER_CHARACTER * (text.length() + STEPS_PER_CHARACTER);
        boolean found = false;
        while (depth >= 0 && !found) {
            found = isBeginning(ends[depth]) || steps-- == 0;
            Integer piece = found ? null : nextPiece(ends[depth], tried[depth]);
            if (piece != null) {
                tried[depth] = piece;
                pieces.merge(text.substring(ends[depth] - piece, ends[depth]), -1, Integer::sum);
                ends[depth + 1] = ends[depth] - piece;
                tried[++depth] = 0;
            } else if (!found && --depth >= 0) {
                giveBack(ends[depth + 1], ends[depth]);
            }
        }
        for (int i = depth; i > 0; i--) {
            giveBack(ends[i], ends[i - 1]);
        }
        return found;
    }

    private void giveBack(int from, int to) {
        pieces.merge(text.substring(from, to), 1, Integer::sum);
    }

    /** The length of the next longer piece than those tried that can be taken off there; null if there is none. */
    private Integer nextPiece(int end, int tried) {
        Integer piece = pieceLengths.higher(tried);
        while (piece != null && piece <= end && !(possible[end - piece] && left(end - piece, end) > 0)) {
            piece = pieceLengths.higher(piece);
        }
        return piece != null && piece <= end ? piece : null;
    }
}
