package dev.seaworthy.storage.contract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many crash images were opened and what came of it. */
final class CrashCounts {
    private static final int FINDINGS_MAX = 20;

    private final Set<ByteBuffer> seen = new HashSet<>();
    private final List<String> findings = new ArrayList<>();
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private int points;
    private int beyondAcknowledged;
    private int wentOn;
    private int coincidences;
    private int found;

    /** Whether this image is a new one. */
    boolean isNew(ByteBuffer digest) {
        return seen.add(digest);
    }

    void point() {
        points++;
    }

    void opened(boolean moreThanAcknowledged) {
        beyondAcknowledged += moreThanAcknowledged ? 1 : 0;
    }

    void verdict(String word) {
        verdicts.merge(word, 1, Integer::sum);
    }

    void wentOn() {
        wentOn++;
    }

    /** A disk that keeps sectors whole was called damaged: what did not arrive looks like one wrong byte. */
    void coincidence() {
        coincidences++;
    }

    void finding(String finding) {
        found++;
        if (findings.size() < FINDINGS_MAX) {
            findings.add(finding);
        }
    }

    List<String> findings() {
        return findings;
    }

    int coincidences() {
        return coincidences;
    }

    int openings() {
        return verdicts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int images() {
        return seen.size();
    }

    @Override
    public String toString() {
        return images() + " images of " + points + " points, openings " + verdicts + ", " + coincidences
                + " of them damaged by coincidence; " + beyondAcknowledged
                + " held a step that was begun and not acknowledged; " + wentOn + " were written on; " + found
                + " findings";
    }
}
