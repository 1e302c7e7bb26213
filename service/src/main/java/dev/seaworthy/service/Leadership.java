package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Reason;
import dev.seaworthy.engine.core.RoleName;
import dev.seaworthy.node.NodeHalt;
import dev.seaworthy.node.NodeListener;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * What a member has heard of its leader, for headers and for the health service: it serves while it knows a leader. Any
 * thread.
 */
final class Leadership implements NodeListener {
    private final HealthStatusManager health = new HealthStatusManager();
    private final CountDownLatch halted = new CountDownLatch(1);
    private final Consumer<Configuration> configurations;
    private volatile long term;
    private volatile NodeHalt halt;

    /** @param configurations told of every configuration that comes into force */
    Leadership(Consumer<Configuration> configurations) {
        this.configurations = configurations;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
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
    public void onLeader(long id, long newTerm) {
        term = newTerm;
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                id == 0 ? ServingStatus.NOT_SERVING : ServingStatus.SERVING);
    }

    @Override
    public void onConfiguration(Configuration configuration, long index) {
        configurations.accept(configuration);
    }

    @Override
    public void onHalt(NodeHalt evidence) {
        halt = evidence;
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, ServingStatus.NOT_SERVING);
        halted.countDown();
    }

    /** Waits until the replica halts, and says why. */
    NodeHalt awaitHalt() throws InterruptedException {
        halted.await();
        return halt;
    }
}
