package dev.seaworthy.cli.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages, and the sources they speak of. */
final class Pages {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private Pages() {}

    /** The pages at the root but the change log, which tells of what was; and all below docs. As seen from the root. */
    static List<String> all(Path root) throws IOException {
        List<String> pages = new ArrayList<>();
        for (Path folder : List.of(root, root.resolve("docs"))) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith(".md") && !name.equals("CHANGELOG.md"))
                        .sorted()
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    static List<String> modules(Path root) throws IOException {
        return MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The files of this name among the sources of the tests of all modules. */
    static List<Path> testSources(Path root, String file) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : modules(root)) {
            Path folder = root.resolve(module).resolve("src/test/java");
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(path -> path.getFileName().toString().equals(file))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}
