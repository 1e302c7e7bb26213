package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one process, with threads, LevelDB and sockets. */
@Timeout(60)
class RaftNodeTest {
    @TempDir
    Path home;

    private Cluster cluster;

    @BeforeEach
    void make() {
        cluster = new Cluster(home);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void threeNodesElectCommitAndAnswerEverywhere() throws Exception {
        cluster.start(3);
        for (int i = 1; i <= 20; i++) {
            assertEquals(i, cluster.add(1));
        }
        for (long nodeId = 1; nodeId <= 3; nodeId++) {
            assertEquals(20, cluster.count(nodeId));
        }
    }

    @Test
    void theClusterGoesOnWithoutItsLeaderWhichComesBack() throws Exception {
        cluster.start(3);
        assertEquals(1, cluster.add(1));
        long leader = cluster.leader();
        cluster.kill(leader);
        long count = cluster.add(1);
        assertTrue(count >= 2, "acknowledged adds stay");
        cluster.start(leader);
        assertEquals(count, cluster.count(leader));
    }
}
