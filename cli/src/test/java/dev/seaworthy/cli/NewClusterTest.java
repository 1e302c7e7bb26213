package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.node.RaftNode;
import dev.seaworthy.storage.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders of a new cluster are made, all of them, or none. */
class NewClusterTest {
    private static final AddressMap PEERS = AddressMap.parse("1=127.0.0.1:1,2=127.0.0.1:2,3=127.0.0.1:3");
    private static final AddressMap CLIENTS = AddressMap.parse("1=127.0.0.1:4,2=127.0.0.1:5,3=127.0.0.1:6");

    @TempDir
    Path home;

    @Test
    void whereOneMemberCannotBeMadeNoneIsLeftAndASecondAttemptWorks() throws Exception {
        Path folder = Files.createDirectories(home.resolve("cluster"));
        Files.writeString(folder.resolve("notes"), "of somebody else");
        BadInputException refused = assertThrows(
                BadInputException.class,
                () -> NewCluster.make(folder, 7, PEERS, CLIENTS, (directory, cluster, self, initial) -> {
                    if (self.nodeId() == 3) {
                        throw new StoreException("no space for " + directory);
                    }
                    RaftNode.format(directory, cluster, self, initial);
                }));
        assertTrue(refused.getMessage().contains("cannot make a cluster in " + folder), refused.getMessage());
        assertTrue(refused.getMessage().contains("no space for"), refused.getMessage());
        assertEquals(Set.of("notes"), namesIn(folder));

        NewCluster.make(folder, 7, PEERS, CLIENTS);
        assertEquals(Set.of("node-1", "node-2", "node-3", "notes"), namesIn(folder));
    }

    @Test
    void whatWasThereBeforeStays() throws Exception {
        NewCluster.make(home, 7, AddressMap.parse("3=127.0.0.1:3"), AddressMap.parse("3=127.0.0.1:6"));
        assertThrows(BadInputException.class, () -> NewCluster.make(home, 7, PEERS, CLIENTS));
        assertEquals(Set.of("node-3"), namesIn(home));
        assertEquals(Set.of("data", NodeFile.NAME), namesIn(home.resolve("node-3")));
    }

    private static Set<String> namesIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(it -> it.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
