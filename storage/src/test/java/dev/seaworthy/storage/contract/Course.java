package dev.seaworthy.storage.contract;

import dev.seaworthy.engine.core.HardState;
import java.util.TreeMap;

/** The course that a {@link Workload} takes: its steps by number and what the disk holds after each. */
final class Course {
    private final Workload workload;
    private final TreeMap<Integer, Contents> after = new TreeMap<>();
    private final TreeMap<Integer, Step> steps = new TreeMap<>();

    Course(long seed, int payloadBytesMax) {
        workload = new Workload(seed, payloadBytesMax);
        after.put(0, workload.contents());
    }

    /** Step number {@code number}, counted from 1. */
    Step step(int number) {
        goTo(number);
        return steps.get(number);
    }

    Contents after(int step) {
        goTo(step);
        return after.get(step);
    }

    /** What is not asked for any more. */
    void forgetBefore(int step) {
        goTo(step);
        after.headMap(step).clear();
        steps.headMap(step).clear();
    }

    private void goTo(int step) {
        while (workload.steps() < step) {
            Step next = workload.next();
            steps.put(workload.steps(), next);
            after.put(workload.steps(), workload.contents());
        }
    }

    /**
     * The last step whose log this is. The hard state is in files of its own and is written first: it may be that of a
     * later step, never of an earlier one.
     *
     * @param acknowledged the first step it may be
     * @param begun the last one
     * @return -1 where it is none of them
     */
    int stepOf(Contents found, int acknowledged, int begun) {
        for (int step = begun; step >= acknowledged; step--) {
            if (after(step).log().equals(found.log()) && isSince(step, found.hardState(), begun)) {
                return step;
            }
        }
        return -1;
    }

    /** Whether a replica that has to recover holds what was acknowledged, and nothing that was not begun. */
    boolean holdsAll(Contents found, int acknowledged, int begun) {
        boolean holds = false;
        for (int step = acknowledged; step <= begun; step++) {
            HardState written = after(step).hardState();
            boolean bound = found.hardState().term() >= written.term()
                    && found.hardState().incarnation() > written.incarnation();
            holds |= bound && after(step).log().equals(found.log());
        }
        return holds && found.hardState().recovering();
    }

    private boolean isSince(int step, HardState found, int begun) {
        for (int later = step; later <= begun; later++) {
            if (after(later).hardState().equals(found)) {
                return true;
            }
        }
        return false;
    }
}
