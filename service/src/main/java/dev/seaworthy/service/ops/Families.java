package dev.seaworthy.service.ops;

import dev.seaworthy.engine.core.Reason;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Metrics in the making, out of numbers that are known already. One thread. */
final class Families {
    private final List<MetricSnapshot> all = new ArrayList<>();

    List<MetricSnapshot> all() {
        return all;
    }

    Families gauge(String name, String help, long value) {
        return gauge(name, help, Labels.EMPTY, value);
    }

    Families gauge(String name, String help, boolean value) {
        return gauge(name, help, value ? 1 : 0);
    }

    Families gauge(String name, String help, Labels labels, long value) {
        all.add(GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(labels, (double) value))
                .build());
        return this;
    }

    /** One of each thing, which a label names; of things with the same name, such as a node's two disks, the larger. */
    <T> Families gauges(Named<T> named, List<T> things, ToLongFunction<T> value) {
        TreeMap<String, Long> values = new TreeMap<>();
        for (T thing : things) {
            values.merge(named.value().apply(thing), value.applyAsLong(thing), Math::max);
        }
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(named.name()).help(named.help());
        values.forEach((label, it) -> family.dataPoint(point(Labels.of(named.label(), label), (double) it)));
        all.add(family.build());
        return this;
    }

    /** What a family of labelled metrics is called, and each of them. */
    record Named<T>(String name, String help, String label, Function<T, String> value) {}

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    /** The name is without the {@code _total} that it is told with. */
    Families counter(String name, String help, long value) {
        all.add(CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build());
        return this;
    }

    /** A counter for each reason for which anything was counted. */
    Families counters(String name, String help, ToLongFunction<Reason> count) {
        CounterSnapshot.Builder family = CounterSnapshot.builder().name(name).help(help);
        for (Reason reason : Reason.values()) {
            long value = count.applyAsLong(reason);
            if (value > 0) {
                family.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of("reason", reason.name().toLowerCase(Locale.ROOT)))
                        .value((double) value)
                        .build());
            }
        }
        all.add(family.build());
        return this;
    }
}
