package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.etcd.KVGrpc;
import dev.seaworthy.node.NodeHalt;
import dev.seaworthy.node.NodeListener;
import dev.seaworthy.service.ops.Health;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What a member has heard of its leader and its disk, for headers and for the health service: it serves while it knows
 * a leader and its disk works. Any thread.
 */
final class Leadership implements NodeListener {
    /** Whose health clients ask for: the whole member's, and the one service's that all of them use. */
    private static final List<String> SERVICES =
            List.of(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, KVGrpc.SERVICE_NAME);

    private final HealthStatusManager health = new HealthStatusManager();
    private final CountDownLatch halted = new CountDownLatch(1);
    private final Consumer<Configuration> configurations;

    private volatile long term;
    private long leader;
    private DiskCondition disk = DiskCondition.OK;
    private volatile NodeHalt halt;

    /** @param configurations told of every configuration that comes into force */
    Leadership(Consumer<Configuration> configurations) {
        this.configurations = configurations;
        tell();
    }

    private synchronized void tell() {
        boolean serves = leader != 0 && Health.works(disk) && halt == null;
        ServingStatus status = serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        SERVICES.forEach(service -> health.setStatus(service, status));
    }

    HealthStatusManager health() {
        return health;
    }

    long term() {
        return term;
    }

    @Override
    public void onRole(RoleName role, long newTerm, Reason reason) {
        term = newTerm;
    }

    @Override
    public synchronized void onLeader(long id, long newTerm) {
        term = newTerm;
        leader = id;
        tell();
    }

    @Override
    public synchronized void onDisk(DiskCondition condition) {
        disk = condition;
        tell();
    }

    @Override
    public void onConfiguration(Configuration configuration, long index) {
        configurations.accept(configuration);
    }

    @Override
    public void onHalt(NodeHalt evidence) {
        halt = evidence;
        tell();
        halted.countDown();
    }

    /** Waits until the replica halts, and says why. */
    NodeHalt awaitHalt() throws InterruptedException {
        halted.await();
        return halt;
    }
}
