package dev.seaworthy.sim.report;

import dev.seaworthy.checker.History;
import dev.seaworthy.sim.RunSink;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.shrink.Necessity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reports to be looked at. */
final class Reports {
    /** What would do harm if it were taken for more than text. */
    static final String SCRIPT = "</script><script>window.owned = 1</script><img src=x onerror=\"window.owned = 2\">";

    private Reports() {}

    /** Of the run of a seed, in which nothing breaks. */
    static String clean(long seed) {
        Scenario scenario = ScenarioGenerator.generate(seed, 0);
        RunRecorder recorder = new RunRecorder(null);
        ScenarioRun.run(scenario, recorder);
        return page(scenario, recorder, Optional.empty());
    }

    /** Of the run of a seed up to a time, at which a property is said to break, in words that would like to be more. */
    static String broken(long seed, long atNanos) {
        Scenario scenario = ScenarioGenerator.generate(seed, 0);
        Violation violation = new Violation("ElectionSafety", "n2 became leader " + SCRIPT, atNanos);
        RunRecorder recorder = new RunRecorder(null);
        ScenarioRun.run(scenario, new UntilBroken(recorder, violation));
        return page(scenario, recorder, Optional.of(violation));
    }

    /** Of the run of a seed up to a time, at which the code is said to throw. */
    static String crashed(long seed, long atNanos) {
        Scenario scenario = ScenarioGenerator.generate(seed, 0);
        String story = "java.lang.IllegalStateException: storage batch refused, nothing was written: base 6 of term 2"
                + " at BatchContract.breach:183 < BatchContract.check:54 < SimStore.write:7 < .. < Replica.flush:238";
        Violation violation = new Violation("Crash", story, 0);
        RunRecorder recorder = new RunRecorder(null);
        ScenarioRun.run(scenario, new UntilBroken(recorder, new Violation("Crash", story, atNanos)));
        return page(scenario, recorder, Optional.of(violation));
    }

    /** Of a run told by hand, in which a property is said to break. */
    static String told(RunRecorder recorder, Violation violation) {
        recorder.line(violation.atNanos(), "oracle", violation.property() + " is broken: " + violation.story());
        return page(ScenarioGenerator.generate(42, 0), recorder, Optional.of(violation));
    }

    private static String page(Scenario scenario, RunRecorder recorder, Optional<Violation> violation) {
        List<Necessity> needs =
                violation.isPresent() ? Collections.nCopies(scenario.faults().size(), Necessity.NEEDED) : List.of();
        return ReportPage.of(
                recorder.recording(),
                new Findings(scenario, violation, "./seaworthy replay report.html", null, needs, List.of(SCRIPT)));
    }

    /** Hears of a run up to the time at which something breaks. */
    private static final class UntilBroken implements RunSink {
        private final RunRecorder recorder;
        private final Violation violation;
        private boolean isOver;

        UntilBroken(RunRecorder recorder, Violation violation) {
            this.recorder = recorder;
            this.violation = violation;
        }

        private boolean goesOn(long atNanos) {
            if (!isOver && atNanos >= violation.atNanos()) {
                isOver = true;
                if (!violation.property().equals("Crash")) {
                    recorder.line(atNanos, "oracle", violation.property() + " is broken: " + violation.story());
                }
            }
            return !isOver;
        }

        @Override
        public void line(long atNanos, String place, String what) {
            if (goesOn(atNanos)) {
                recorder.line(atNanos, place, what);
            }
        }

        @Override
        public void event(long atNanos, String place, String what, String json) {
            if (goesOn(atNanos)) {
                recorder.event(atNanos, place, what, json);
            }
        }

        @Override
        public void judged(History history, int[] numbers) {
            // It was not judged yet when it broke.
        }
    }
}
