package dev.seaworthy.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of code on a page.
 *
 * @param page the page, as seen from the root of the sources
 * @param line the number of the line with the fence that opens it
 * @param kind the first word behind that fence; empty where there is none
 * @param heldBy the second word: the test that holds it, or empty
 * @param lines what stands between the fences
 */
record Block(String page, int line, String kind, String heldBy, List<String> lines) {
    private static final Pattern FENCE = Pattern.compile(" *```(\\S*) *(\\S*) *");
    private static final Pattern UNFENCED = Pattern.compile(" *~~~.*| {4,}[^ ].*|\t.*");

    /** All blocks of a page, from the first to the last. */
    static List<Block> of(Path root, String page) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve(page));
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int opened = i;
                List<String> inside = new ArrayList<>();
                while (++i < lines.size() && !lines.get(i).strip().equals("```")) {
                    inside.add(lines.get(i));
                }
                if (i == lines.size()) {
                    throw new AssertionError(page + ":" + (opened + 1) + ": the block has no end: add ```");
                }
                blocks.add(new Block(page, opened + 1, fence.group(1), fence.group(2), List.copyOf(inside)));
            } else if (UNFENCED.matcher(lines.get(i)).matches()
                    && (i == 0 || lines.get(i - 1).isBlank())) {
                throw new AssertionError(page + ":" + (i + 1) + ": a block without ```: put it between fences");
            }
        }
        return blocks;
    }

    /** A page with empty lines in place of its blocks. */
    static String textBetween(Path root, String page) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(root.resolve(page)));
        for (Block block : of(root, page)) {
            for (int i = 0; i <= block.lines().size() + 1; i++) {
                lines.set(block.line() - 1 + i, "");
            }
        }
        return String.join("\n", lines);
    }

    /** Where the line with this index stands. */
    String at(int index) {
        return page + ":" + (line + 1 + index);
    }

    String where() {
        return page + ":" + line;
    }

    AssertionError wrong(String what) {
        return new AssertionError(where() + ": " + what);
    }
}
