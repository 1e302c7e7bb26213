package dev.seaworthy.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Names on the left, values on the right, each as wide as its widest. */
final class TwoColumns {
    private static final String INDENT = "  ";
    private static final int GAP = 3;

    private final List<String[]> rows = new ArrayList<>();

    void row(String name, long count) {
        row(name, Figures.count(count));
    }

    void row(String name, String value) {
        rows.add(new String[] {name, value});
    }

    void print(PrintWriter out) {
        int nameWidth = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
        int valueWidth = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
        for (String[] row : rows) {
            out.println(INDENT
                    + row[0]
                    + " ".repeat(nameWidth - row[0].length() + GAP + valueWidth - row[1].length())
                    + row[1]);
        }
    }
}
