package dev.seaworthy.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.DiskCondition;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.node.NodeHalt;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A member serves while it has a leader and a disk that works. */
class LeadershipTest {
    private final Leadership leadership = new Leadership(configuration -> {});

    @Test
    void aLeaderAndADiskAreBothNeeded() {
        assertServes(false);
        leadership.onLeader(2, 1);
        assertServes(true);
        leadership.onDisk(DiskCondition.FULL);
        assertServes(false);
        leadership.onDisk(DiskCondition.SLOW);
        assertServes(true);
        leadership.onDisk(DiskCondition.STALLED);
        leadership.onLeader(0, 2);
        leadership.onDisk(DiskCondition.OK);
        assertServes(false);
        leadership.onLeader(3, 2);
        assertServes(true);
    }

    @Test
    void whatHasHaltedServesNoMore() {
        leadership.onLeader(2, 1);
        leadership.onHalt(new NodeHalt(HaltCode.STORAGE_FAILED, "broken"));
        leadership.onLeader(3, 2);
        assertServes(false);
    }

    private void assertServes(boolean expected) {
        ServingStatus status = expected ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
        for (String service : List.of("", "etcdserverpb.KV")) {
            assertEquals(List.of(status), told(service), service);
        }
    }

    private List<ServingStatus> told(String service) {
        List<ServingStatus> told = new ArrayList<>();
        HealthGrpc.AsyncService health =
                (HealthGrpc.AsyncService) leadership.health().getHealthService();
        health.check(HealthCheckRequest.newBuilder().setService(service).build(), new StreamObserver<>() {
            @Override
            public void onNext(HealthCheckResponse response) {
                told.add(response.getStatus());
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onCompleted() {
                // The answer counts.
            }
        });
        return told;
    }
}
