package dev.seaworthy.cli;

import dev.seaworthy.cli.zoo.ZooResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints hunts for people. */
final class ZooTable {
    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final Paint paint;

    ZooTable(PrintWriter out, Paint paint) {
        this.out = out;
        this.paint = paint;
    }

    /** Prints a row for each, and with {@code details} what is known of the bugs. */
    void print(List<ZooResult> results, boolean details) {
        int nameWidth = width(
                "bug", results.stream().map(result -> result.patch().name()).toList());
        int propertyWidth =
                width("property", results.stream().map(ZooTable::property).toList());
        String form = "%-" + nameWidth + "s  %-" + propertyWidth + "s  %8s  %8s  %9s";
        out.println(paint.bold(String.format(Locale.ROOT, form, "bug", "property", "seed", "seeds", "CPU s")));
        for (ZooResult result : results) {
            String row = String.format(
                    Locale.ROOT,
                    form,
                    result.patch().name(),
                    property(result),
                    result.isFound() ? Figures.count(result.seed()) : "-",
                    Figures.count(result.seeds()),
                    String.format(Locale.ROOT, "%.2f", result.cpuSeconds()));
            out.println(result.isFound() ? row : paint.red(row));
        }
        if (details) {
            results.forEach(this::details);
        }
        long found = results.stream().filter(ZooResult::isFound).count();
        long spoilt = results.stream().mapToLong(ZooResult::spoiltSeeds).sum();
        out.println();
        out.println(found + " of " + Figures.count(results.size(), "bug") + " found.");
        if (spoilt > 0) {
            out.println(paint.yellow(
                    Figures.count(spoilt, "seed") + " proved nothing: the sources fail in them without a patch."));
        }
    }

    private void details(ZooResult result) {
        out.println();
        out.println(
                paint.bold(result.patch().name()) + " (" + result.patch().file().getFileName() + ")");
        out.println(INDENT + paint.dim("breaks: ") + result.patch().breaks());
        out.println(INDENT + paint.dim("source: ") + result.patch().source());
        out.println(INDENT + paint.dim("shows:  ") + result.patch().shows());
        if (result.isFound()) {
            out.println(INDENT + paint.dim("seen:   ") + result.violation().story());
        }
    }

    private static String property(ZooResult result) {
        return result.isFound() ? result.violation().property() : "not found";
    }

    private static int width(String title, List<String> cells) {
        return Math.max(
                title.length(), cells.stream().mapToInt(String::length).max().orElse(0));
    }
}
