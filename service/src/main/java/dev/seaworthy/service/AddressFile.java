package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the members were found last, kept beside the data. When a node starts, it has to find the others before the log
 * can tell where they are, and its configuration file may be older than the cluster. Losing it loses nothing that the
 * log does not hold; what it says is overruled as soon as the log says more. One thread at a time.
 */
final class AddressFile {
    private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
    private static final String NAME = "addresses";

    private final Path file;
    private Map<Long, HostPort> written = Map.of();

    AddressFile(Path data) {
        file = data.resolve(NAME);
    }

    /** What it says; nothing where it is not there or cannot be read. */
    TreeMap<Long, HostPort> read() {
        TreeMap<Long, HostPort> addresses = new TreeMap<>();
        if (!Files.exists(file)) {
            return addresses;
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
            for (String node : properties.stringPropertyNames()) {
                addresses.put(Long.valueOf(node), HostPort.parse(properties.getProperty(node)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} is passed over, because it cannot be read: {}", file, e.getMessage());
            addresses.clear();
        }
        return addresses;
    }

    /** Writes it anew where it would say something else. */
    void write(Map<Long, HostPort> addresses) {
        if (addresses.equals(written)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        new TreeMap<>(addresses)
                .forEach((node, address) ->
                        text.append(node).append('=').append(address).append('\n'));
        Path draft = file.resolveSibling(NAME + ".draft");
        try {
            Files.writeString(draft, text);
            move(draft);
            written = Map.copyOf(addresses);
        } catch (IOException e) {
            LOG.warn("{} could not be written: {}", file, e.getMessage());
        }
    }

    private void move(Path draft) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
