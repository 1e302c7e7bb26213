package dev.seaworthy.junit.jqwik;

import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.Simpler;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** A scenario that jqwik may make smaller: by the steps of {@link Simpler}, in their order. Immutable. */
final class ShrinkableScenario implements Shrinkable<Scenario> {
    private final Scenario scenario;
    private final UnaryOperator<Scenario> beforeShrinking;

    /** @param beforeShrinking gives the same run in a form that has more parts; asked once, when shrinking begins */
    ShrinkableScenario(Scenario scenario, UnaryOperator<Scenario> beforeShrinking) {
        this.scenario = scenario;
        this.beforeShrinking = beforeShrinking;
    }

    @Override
    public Scenario value() {
        return scenario;
    }

    @Override
    public Stream<Shrinkable<Scenario>> shrink() {
        return Simpler.of(beforeShrinking.apply(scenario))
                .map(simpler -> new ShrinkableScenario(simpler, UnaryOperator.identity()));
    }

    /**
     * By machines and parts. Operations that are not spelled out count as many as any scenario may have: to spell them
     * out is a step towards less.
     */
    @Override
    public ShrinkingDistance distance() {
        long operations = scenario.operations() == null
                ? (long) scenario.workload().clients() * scenario.workload().operationsPerClient()
                : 0;
        return ShrinkingDistance.of(scenario.nodes() + Simpler.parts(scenario) + operations);
    }
}
