package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import dev.seaworthy.storage.Directories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node is told other than on its command line: its configuration file, in the form of Java properties with a key
 * for each option of {@code seaworthy node}, and its environment, which overrules the file.
 */
final class NodeFile {
    /** What it is called where this command writes it. */
    static final String NAME = "node.properties";

    /**
     * A value.
     *
     * @param text what it is
     * @param origin where it stands: file and line, or variable
     * @param home what a relative path is meant from
     */
    private record Setting(String text, String origin, Path home) {}

    private final TreeMap<String, Setting> settings;

    private NodeFile(TreeMap<String, Setting> settings) {
        this.settings = settings;
    }

    /** A file that says nothing. */
    static NodeFile none() {
        return new NodeFile(new TreeMap<>());
    }

    /** @throws BadInputException where it cannot be read, has a key twice, or one that means nothing */
    static NodeFile read(Path file) {
        TreeMap<String, Setting> settings = new TreeMap<>();
        List<String> known = NodeKeys.inFile();
        Path home = file.toAbsolutePath().getParent();
        for (PropertyEntry entry : PropertyEntry.read(file)) {
            entry.values().forEach((key, value) -> {
                if (!known.contains(key)) {
                    throw unknown(entry.origin(), key, known);
                }
                Setting before = settings.put(key, new Setting(value.strip(), entry.origin(), home));
                if (before != null) {
                    throw new BadInputException(
                            entry.origin() + ": " + key + " stands at " + before.origin() + " already");
                }
            });
        }
        return new NodeFile(settings);
    }

    /**
     * The text of a file in which these keys have these values, wherever and however they stood; the rest as it was.
     */
    static String changed(Path file, Map<String, String> values) {
        TreeMap<String, String> missing = new TreeMap<>(values);
        StringBuilder text = new StringBuilder();
        for (PropertyEntry entry : PropertyEntry.read(file)) {
            String key = entry.values().keySet().stream().findFirst().orElse("");
            text.append(missing.containsKey(key) ? key + "=" + missing.remove(key) : entry.text())
                    .append('\n');
        }
        missing.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    /**
     * The same, overruled by what these variables say.
     *
     * @throws BadInputException where one is meant for a node and means nothing
     */
    NodeFile under(Map<String, String> environment) {
        TreeMap<String, Setting> more = new TreeMap<>(settings);
        List<String> keys = NodeKeys.inFile();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(NodeKeys.PREFIX) || variable.equals(NodeKeys.variableOf(NodeKeys.CONFIG))) {
                return;
            }
            String key = keys.stream()
                    .filter(it -> NodeKeys.variableOf(it).equals(variable))
                    .findFirst()
                    .orElseThrow(() -> unknown(
                            "the environment",
                            variable,
                            keys.stream().map(NodeKeys::variableOf).toList()));
            more.put(key, new Setting(value.strip(), variable, Path.of("").toAbsolutePath()));
        });
        return new NodeFile(more);
    }

    private static BadInputException unknown(String where, String name, List<String> known) {
        return new BadInputException(where + ": nobody knows \"" + name + "\"; is \"" + NodeKeys.nearest(name, known)
                + "\" meant? There are " + String.join(", ", known));
    }

    /** Writes what a node of a new cluster needs to know, its data beside it. */
    static void write(Path file, long node, long clusterId, AddressMap peers, AddressMap clients) throws IOException {
        String text = String.format(
                Locale.ROOT,
                "id=%d%ncluster-id=%d%ndata=data%nlisten-peer=%s%nlisten-client=%s%npeers=%s%nclients=%s%n",
                node,
                clusterId,
                peers.byNode().get(node),
                clients.byNode().get(node),
                peers,
                clients);
        Directories.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A path; one that is not absolute is meant from where the file is, or the process where a variable says it. */
    Optional<Path> path(String key) {
        return setting(key).map(it -> {
            try {
                return it.home().resolve(it.text());
            } catch (InvalidPathException e) {
                throw new BadInputException(it.origin() + ": " + key + ": " + e.getMessage(), e);
            }
        });
    }

    Optional<Long> number(String key) {
        return read(key, Long::valueOf);
    }

    Optional<HostPort> address(String key) {
        return read(key, HostPort::parse);
    }

    Optional<AddressMap> addresses(String key) {
        return read(key, AddressMap::parse);
    }

    /** Whether it is said to be so; not where nothing is said. */
    boolean flag(String key) {
        return read(key, NodeFile::flagOf).orElse(false);
    }

    private static Boolean flagOf(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false, not \"" + text + "\"");
        };
    }

    private Optional<Setting> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    private interface Reading<T> {
        T read(String text);
    }

    private <T> Optional<T> read(String key, Reading<T> reading) {
        return setting(key).map(it -> {
            try {
                return reading.read(it.text());
            } catch (NumberFormatException e) {
                throw new BadInputException(it.origin() + ": " + key + " is a number, not \"" + it.text() + "\"", e);
            } catch (IllegalArgumentException e) {
                throw new BadInputException(it.origin() + ": " + key + ": " + e.getMessage(), e);
            }
        });
    }
}
