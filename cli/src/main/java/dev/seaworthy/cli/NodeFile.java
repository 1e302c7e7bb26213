package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/** A node's configuration file: Java properties, one for each option of {@code seaworthy node}. */
final class NodeFile {
    /** What it is called where this command writes it. */
    static final String NAME = "node.properties";

    private static final List<String> KEYS = List.of(
            "id",
            "cluster-id",
            "data",
            "listen-peer",
            "listen-client",
            "peers",
            "clients",
            "tls-cert",
            "tls-key",
            "tls-authorities",
            "plaintext-anywhere");

    private final Path file;
    private final Map<String, String> values;

    private NodeFile(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /** A file that says nothing. */
    static NodeFile none() {
        return new NodeFile(Path.of(""), Map.of());
    }

    /** @throws BadInputException where it cannot be read or has a key that means nothing */
    static NodeFile read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
        TreeSet<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        KEYS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new BadInputException(
                    file + ": nobody knows " + String.join(", ", unknown) + "; there are " + String.join(", ", KEYS));
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> values.put(key, properties.getProperty(key).strip()));
        return new NodeFile(file, values);
    }

    /** Writes what a node of a new cluster needs to know, its data beside it. */
    static void write(Path file, long node, long clusterId, AddressMap peers, AddressMap clients) throws IOException {
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "id=%d%ncluster-id=%d%ndata=data%nlisten-peer=%s%nlisten-client=%s%npeers=%s%nclients=%s%n",
                        node,
                        clusterId,
                        peers.byNode().get(node),
                        clients.byNode().get(node),
                        peers,
                        clients));
    }

    Optional<String> text(String key) {
        assert KEYS.contains(key) : key;
        return Optional.ofNullable(values.get(key));
    }

    /** A path; one that is not absolute is meant from where the file is. */
    Optional<Path> path(String key) {
        return text(key).map(value -> file.toAbsolutePath().resolveSibling(value));
    }

    Optional<Long> number(String key) {
        return text(key).map(value -> read(key, value, Long::valueOf));
    }

    Optional<HostPort> address(String key) {
        return text(key).map(value -> read(key, value, HostPort::parse));
    }

    Optional<AddressMap> addresses(String key) {
        return text(key).map(value -> read(key, value, AddressMap::parse));
    }

    private interface Reading<T> {
        T read(String text);
    }

    private <T> T read(String key, String value, Reading<T> reading) {
        try {
            return reading.read(value);
        } catch (NumberFormatException e) {
            throw new BadInputException(file + ": " + key + " is a number, not \"" + value + "\"", e);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(file + ": " + key + ": " + e.getMessage(), e);
        }
    }
}
