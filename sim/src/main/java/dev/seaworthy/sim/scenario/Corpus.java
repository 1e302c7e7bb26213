package dev.seaworthy.sim.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The shrunk scenarios that come with the simulator: each once showed a mistake. Immutable, read once. */
final class Corpus {
    private static final String FOLDER = "corpus/";
    private static final String SUFFIX = ".json";

    private static final List<Entry> ENTRIES = read();

    /**
     * One of them.
     *
     * @param name what it is called, without its ending
     * @param scenario what it is
     */
    record Entry(String name, Scenario scenario) {}

    private Corpus() {}

    /** All of them, in order of their names; at least one. */
    static List<Entry> entries() {
        return ENTRIES;
    }

    private static List<Entry> read() {
        ClassLoader loader = Corpus.class.getClassLoader();
        List<Entry> entries = new ArrayList<>();
        try {
            for (String name : names(loader)) {
                try (InputStream in = loader.getResourceAsStream(FOLDER + name)) {
                    String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    String title = name.substring(0, name.length() - SUFFIX.length());
                    entries.add(new Entry(title, ScenarioJson.read(json, FOLDER + name)));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new UncheckedIOException(
                    "cannot read the corpus", e instanceof IOException io ? io : new IOException(e));
        }
        if (entries.isEmpty()) {
            throw new IllegalStateException("the corpus is empty");
        }
        return List.copyOf(entries);
    }

    /** The names of the files, sorted: neither folders nor jars list them in an order of their own. */
    private static TreeSet<String> names(ClassLoader loader) throws IOException, URISyntaxException {
        TreeSet<String> names = new TreeSet<>();
        URL folder = loader.getResource(FOLDER);
        if (folder == null) {
            throw new IOException("there is no folder " + FOLDER);
        }
        if (folder.openConnection() instanceof JarURLConnection connection) {
            connection.getJarFile().stream()
                    .map(file -> file.getName())
                    .filter(file -> file.startsWith(FOLDER) && file.endsWith(SUFFIX))
                    .forEach(file -> names.add(file.substring(FOLDER.length())));
        } else {
            URI place = folder.toURI();
            try (Stream<Path> files = Files.list(Path.of(place))) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(SUFFIX))
                        .forEach(names::add);
            }
        }
        return names;
    }
}
