package dev.seaworthy.service.ops;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Counts clients' calls and measures how long each took, by method. Methods that are not ours are one, so that nobody
 * can make metrics up by calling them. Any thread.
 */
final class CallMeter implements ServerInterceptor {
    private static final double NANOS = 1e9;
    private static final Method OTHER = new Method("unary", "other", "other");

    private record Method(String type, String service, String name) {}

    /** The metrics of one method, each there from the first time it counts: most never do. */
    private final class Points {
        private final Method method;
        private final CounterDataPoint started;
        private final DistributionDataPoint seconds;
        private final AtomicReferenceArray<CounterDataPoint> handled =
                new AtomicReferenceArray<>(Status.Code.values().length);

        Points(Method method) {
            this.method = method;
            started = allStarted.labelValues(method.type(), method.service(), method.name());
            seconds = allSeconds.labelValues(method.type(), method.service(), method.name());
        }

        void ended(Status.Code code, long nanos) {
            seconds.observe(nanos / NANOS);
            CounterDataPoint counter = handled.get(code.value());
            if (counter == null) {
                counter = allHandled.labelValues(method.type(), method.service(), method.name(), nameOf(code));
                handled.set(code.value(), counter);
            }
            counter.inc();
        }
    }

    private final Counter allStarted;
    private final Histogram allSeconds;
    private final Counter allHandled;
    private final Map<String, Method> methods = new HashMap<>();
    private final Map<Method, Points> points = new ConcurrentHashMap<>();

    CallMeter(List<ServiceDescriptor> services, Counter started, Histogram seconds, Counter handled) {
        allStarted = started;
        allSeconds = seconds;
        allHandled = handled;
        for (ServiceDescriptor service : services) {
            for (MethodDescriptor<?, ?> method : service.getMethods()) {
                String type = method.getType().name().toLowerCase(Locale.ROOT).replace("_streaming", "_stream");
                methods.put(
                        method.getFullMethodName(), new Method(type, service.getName(), method.getBareMethodName()));
            }
        }
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Method method = methods.getOrDefault(call.getMethodDescriptor().getFullMethodName(), OTHER);
        Points its = points.computeIfAbsent(method, Points::new);
        its.started.inc();
        long begun = System.nanoTime();
        return next.startCall(
                new SimpleForwardingServerCall<Q, R>(call) {
                    @Override
                    public void close(Status status, Metadata trailers) {
                        its.ended(status.getCode(), System.nanoTime() - begun);
                        super.close(status, trailers);
                    }
                },
                headers);
    }

    /** As dashboards for gRPC know it: {@code InvalidArgument}. */
    private static String nameOf(Status.Code code) {
        if (code == Status.Code.OK) {
            return "OK";
        }
        if (code == Status.Code.CANCELLED) {
            return "Canceled";
        }
        StringBuilder name = new StringBuilder();
        for (String word : code.name().split("_")) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }
}
