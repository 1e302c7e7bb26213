package dev.seaworthy.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test by simulation: a method without a result that has a {@link Trial} as its only parameter and gives it a
 * simulation to run.
 *
 * <pre>{@code
 * @SimulationTest(seeds = 500)
 * void theCounterKeepsCount(Trial trial) {
 *     trial.run(Simulation.of(CounterMachine::new).workload(…).model(Models.counter()));
 * }
 * }</pre>
 *
 * <p>The method is called once for every scenario file of its own that it finds in {@link #folder}, and then once for
 * every {@link #chunk} of seeds. A failing seed is told with its property and its story, shrunk, and written to the
 * folder as {@code Class.method-SEED.json}: that file is replayed first from then on, until somebody deletes it. After
 * the first failure the rest of the seeds is skipped.
 *
 * <p>Two configuration parameters of JUnit overrule the annotation: {@code seaworthy.seeds}, a number of seeds for
 * every such test, and {@code seaworthy.scenarios}, a folder.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(TrialProvider.class)
public @interface SimulationTest {
    /** How many seeds are run, at least one. */
    long seeds() default 100;

    /** The first of them. */
    long from() default 1;

    /** How many seeds make one test in the report, at least one. */
    long chunk() default 100;

    /** Where scenarios of failures are kept, relative to the directory the tests run in. */
    String folder() default "src/test/scenarios";

    /** How many runs may be spent on making a failure smaller; 0 keeps it as it is. */
    long shrinkTries() default 2_000;
}
