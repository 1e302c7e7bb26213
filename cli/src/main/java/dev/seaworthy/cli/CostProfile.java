package dev.seaworthy.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells what runs are made of, by looking at the stacks of the threads that run them, a few hundred times in a second.
 * The runs know nothing of it. What a stack is counted for is {@link #part}; a JVM shows stacks only where it can stop,
 * so small shares are rough. To be closed; then it looks no more.
 */
final class CostProfile implements AutoCloseable {
    private static final long INTERVAL_NANOS = 3_000_000;
    private static final String OURS = "dev.seaworthy.";
    private static final String ORACLES = OURS + "sim.oracle.";
    private static final String RUN = OURS + "sim.ScenarioRun";
    private static final String GENERATOR = OURS + "sim.scenario.";
    private static final String JUDGE = OURS + "sim.client.HistoryRecorder";

    /** What all oracles have in common: the ghost state, and who is told what. */
    static final String SHARED = "oracles, what they share";

    static final String LINEARIZABILITY = "linearizability";

    private final TreeMap<String, Long> samples = new TreeMap<>();
    private final Thread watcher = new Thread(this::watch, "cost");
    private volatile boolean closed;

    private CostProfile() {
        watcher.setDaemon(true);
    }

    /** Begins to look. */
    static CostProfile begin() {
        CostProfile profile = new CostProfile();
        profile.watcher.start();
        return profile;
    }

    private void watch() {
        while (!closed) {
            for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
                String part = part(stack);
                if (part != null) {
                    synchronized (samples) {
                        samples.merge(part, 1L, Long::sum);
                    }
                }
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    /**
     * What a stack is counted for: the innermost oracle on it, with all that it calls; else the checker; else the
     * module of the innermost frame of ours. Null where it is no stack of a run.
     *
     * @param stack innermost frame first
     */
    static String part(StackTraceElement[] stack) {
        boolean ofARun = false;
        String oracle = null;
        String module = null;
        boolean judged = false;
        for (StackTraceElement frame : stack) {
            String type = outermost(frame.getClassName());
            ofARun |= type.equals(RUN) || type.startsWith(GENERATOR);
            if (type.startsWith(ORACLES) && (oracle == null || oracle.equals(SHARED))) {
                String name = type.substring(ORACLES.length());
                oracle = name.endsWith("Oracle") ? name : SHARED;
            }
            judged |= type.startsWith(OURS + "checker.")
                    || type.equals(JUDGE) && frame.getMethodName().equals("judge");
            if (module == null && type.startsWith(OURS)) {
                module = module(type.substring(OURS.length()));
            }
        }
        if (!ofARun) {
            return null;
        }
        if (oracle != null) {
            return oracle;
        }
        return judged ? LINEARIZABILITY : module;
    }

    private static String outermost(String type) {
        int inner = type.indexOf('$');
        return inner < 0 ? type : type.substring(0, inner);
    }

    private static String module(String type) {
        String name = type.substring(0, type.indexOf('.'));
        return name.equals("sim") ? "the world" : name;
    }

    /** Ends, and prints each part's share, the greatest first. */
    void print(PrintWriter out) {
        close();
        synchronized (samples) {
            long all = samples.values().stream().mapToLong(Long::longValue).sum();
            long oracles = 0;
            List<Map.Entry<String, Long>> rows = new ArrayList<>(samples.entrySet());
            rows.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()));
            out.println("What the runs are made of, by " + Figures.count(all, "look") + " at their threads:");
            for (Map.Entry<String, Long> row : rows) {
                oracles += row.getKey().endsWith("Oracle") || row.getKey().equals(SHARED) ? row.getValue() : 0;
                out.println(line(row.getKey(), row.getValue(), all));
            }
            out.println(line("all oracles together", oracles, all));
        }
    }

    private static String line(String name, long samples, long all) {
        return String.format(Locale.ROOT, "  %5.1f %%  %s", all == 0 ? 0 : 100.0 * samples / all, name);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
    }
}
