package dev.seaworthy.junit;

import dev.seaworthy.sim.testing.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the failures of one test are kept. Whoever writes more than the scenario of a failure, such as a report on it,
 * writes it here.
 *
 * @param path the folder, which need not be there yet
 * @param test what the names of this test's files begin with
 */
record ScenarioFolder(Path path, String test) {
    private static final String SUFFIX = ".json";

    /**
     * The scenarios that were kept of this test, by name.
     *
     * @throws UncheckedIOException where the folder cannot be read
     */
    List<Path> saved() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> isOurs(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the scenarios in " + path, e);
        }
    }

    private boolean isOurs(String name) {
        return name.startsWith(test + "-") && name.endsWith(SUFFIX);
    }

    /**
     * Writes a page about a failure beside its scenario.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    Path report(Path scenario, String page) {
        String name = scenario.getFileName().toString();
        Path file = scenario.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".html");
        try {
            return Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report " + file, e);
        }
    }

    /**
     * Keeps a failure, in place of an earlier one of the same seed.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    Path keep(Failure failure) {
        Path file = path.resolve(test + "-" + failure.seed() + SUFFIX);
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder for scenarios " + path, e);
        }
        failure.save(file);
        return file;
    }
}
