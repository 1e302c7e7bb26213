package dev.seaworthy.bench.checker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code checker}: how fast histories are read and decided, beside another checker if there is one. */
@Command(
        name = "checker",
        mixinStandardHelpOptions = true,
        description =
                "How fast the checker reads and decides histories, beside Porcupine if a command for it is given.")
public final class CheckerBench implements Callable<Integer> {
    private static final String SKIPPED = "Porcupine: skipped, as --porcupine names no command that asks it; what such"
            + " a command is given and prints is told in the class Rival.";
    private static final double BYTES_PER_MEGABYTE = 1 << 20;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long COUNTED_FROM_NANOS = 1_000_000;

    @Option(names = "--histories", paramLabel = "DIR", description = "Histories to decide: a folder with verdicts.txt.")
    private Path histories;

    @Option(
            names = "--porcupine",
            paramLabel = "COMMAND",
            description = "A command that has Porcupine decide a history.")
    private String porcupine;

    @Option(names = "--limit", paramLabel = "SECONDS", description = "When Porcupine gives up; default: 10.")
    private int limitSeconds = 10;

    @Option(
            names = "--operations",
            paramLabel = "N",
            description = "How long the longest generated history is; default: 1,000,000.")
    private int operationsMax = 1_000_000;

    @Option(names = "--rounds", paramLabel = "N", description = "The best of how many rounds counts; default: 10.")
    private int rounds = 10;

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws IOException {
        new ReadingSpeed(operationsMax).print(out);
        if (porcupine == null) {
            out.println(SKIPPED);
        }
        if (histories != null) {
            List<Contest> given = Contests.given(histories);
            warmUp(given);
            summarize(decide(given, false));
        }
        List<Contest> curves = Contests.curves(operationsMax);
        warmUp(curves.subList(0, 1));
        summarize(decide(curves, true));
        return 0;
    }

    private void warmUp(List<Contest> contests) {
        OwnClock clock = new OwnClock(rounds);
        contests.forEach(clock::time);
    }

    private List<Duel> decide(List<Contest> contests, boolean print) throws IOException {
        OwnClock clock = new OwnClock(rounds);
        List<Duel> duels = new ArrayList<>();
        if (print) {
            out.printf(
                    "%n%-12s %10s  %-16s %12s %10s %14s %10s%n",
                    "curve", "at", "verdict", "ms", "MB", "Porcupine ms", "ratio");
        }
        for (Contest contest : contests) {
            Time own = clock.time(contest);
            Time other = porcupine == null ? null : new Rival(porcupine, limitSeconds).time(contest);
            Duel duel = new Duel(contest, own, other);
            duels.add(duel);
            if (print) {
                out.printf(
                        Locale.ROOT,
                        "%-12s %10s  %-16s %12s %10.1f %14s %10s%n",
                        contest.group(),
                        contest.name(),
                        own.verdict(),
                        own.shown(),
                        own.bytes() / BYTES_PER_MEGABYTE,
                        other == null ? "-" : other.shown(),
                        duel.shownRatio());
            }
        }
        return duels;
    }

    private void summarize(List<Duel> duels) {
        Map<String, List<Duel>> groups = new LinkedHashMap<>();
        duels.forEach(duel -> groups.computeIfAbsent(duel.contest().group(), group -> new ArrayList<>())
                .add(duel));
        out.printf(
                "%n%-12s %8s %8s %12s %14s %10s %10s%n",
                "group", "files", "unknown", "total ms", "Porcupine ms", "ratio", "geo. mean");
        groups.forEach(this::summarize);
        List<Duel> slower = duels.stream().filter(CheckerBench::isSlower).toList();
        for (Duel duel : slower) {
            out.println("slower than Porcupine: " + duel.contest().name() + ", "
                    + duel.own().shown() + " ms and " + duel.other().shown() + " ms");
        }
        for (Duel duel : duels) {
            if (duel.disagrees()) {
                out.println("the verdicts differ: " + duel.contest().name() + " is "
                        + duel.own().verdict() + ", says Porcupine "
                        + duel.other().verdict());
            }
        }
    }

    private static boolean isSlower(Duel duel) {
        return duel.isComparable()
                && duel.own().nanos() > COUNTED_FROM_NANOS
                && duel.own().nanos() > duel.other().nanos();
    }

    private void summarize(String group, List<Duel> duels) {
        List<Duel> compared = duels.stream().filter(Duel::isComparable).toList();
        long unknown = duels.stream().filter(duel -> !duel.own().decided()).count();
        long own = (compared.isEmpty() ? duels : compared)
                .stream().mapToLong(duel -> duel.own().nanos()).sum();
        long other = compared.stream().mapToLong(duel -> duel.other().nanos()).sum();
        double mean = Math.exp(compared.stream()
                .mapToDouble(duel -> Math.log(duel.ratio()))
                .average()
                .orElse(0));
        out.printf(
                Locale.ROOT,
                "%-12s %8d %8d %12.3f %14s %10s %10s%n",
                group,
                duels.size(),
                unknown,
                own / NANOS_PER_MILLI,
                compared.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", other / NANOS_PER_MILLI),
                compared.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", (double) other / own),
                compared.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", mean));
    }
}
