package dev.seaworthy.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Java on a page is an excerpt of a source among the tests, which the build compiles and runs: its first line names the
 * file ({@code // CounterNode.java}), the others stand there one after the other. Indentation and empty lines are left
 * out of the comparison.
 */
final class Excerpt {
    private static final Pattern NAME = Pattern.compile("// (\\w+\\.java)");

    private Excerpt() {}

    static void check(Path root, Block block) throws IOException {
        Matcher name = NAME.matcher(block.lines().isEmpty() ? "" : block.lines().get(0));
        if (!name.matches()) {
            throw block.wrong("Java on a page is an excerpt of a test: name its file in the first line, // Name.java");
        }
        List<Path> sources = Pages.testSources(root, name.group(1));
        if (sources.isEmpty()) {
            throw block.wrong("no module has src/test/java/**/" + name.group(1));
        }
        List<String> shown = bare(block.lines().subList(1, block.lines().size()));
        List<String> strangers = shown;
        for (Path source : sources) {
            List<String> there = bare(Files.readAllLines(source));
            if (!shown.isEmpty() && Collections.indexOfSubList(there, shown) >= 0) {
                if (!isRun(source)) {
                    throw block.wrong("no test beside " + root.relativize(source) + " uses it: it is never run");
                }
                return;
            }
            List<String> others =
                    shown.stream().filter(line -> !there.contains(line)).toList();
            strangers = others.size() < strangers.size() ? others : strangers;
        }
        throw block.wrong(name.group(1) + " has no such lines one after the other; copy them anew from there. New is: "
                + String.join(" ", strangers));
    }

    /** Whether it is a test, or a test in its folder uses it, directly or by way of others there. */
    private static boolean isRun(Path source) throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.list(source.getParent())) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        TreeSet<String> run = new TreeSet<>(
                texts.keySet().stream().filter(type -> type.endsWith("Test")).toList());
        ArrayDeque<String> toLookAt = new ArrayDeque<>(run);
        while (!toLookAt.isEmpty()) {
            String text = texts.get(toLookAt.remove());
            for (String type : texts.keySet()) {
                if (text.matches("(?s).*\\b" + type + "\\b.*") && run.add(type)) {
                    toLookAt.add(type);
                }
            }
        }
        return run.contains(source.getFileName().toString().replace(".java", ""));
    }

    private static List<String> bare(List<String> lines) {
        return lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
