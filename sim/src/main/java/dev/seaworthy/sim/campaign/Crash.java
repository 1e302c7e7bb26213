package dev.seaworthy.sim.campaign;

import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.Optional;

/** A run that ended in an exception or a failed assertion, told as a broken property. */
public final class Crash {
    /** The property that every run keeps that ends in an orderly way. */
    public static final String PROPERTY = "Crash";

    /** The code under test: which of its methods was at work matters more than who called it. */
    private static final String ENGINE = "dev.seaworthy.engine.";

    private static final int FRAMES_MAX = 3;
    private static final int ENGINE_FRAMES_MAX = 6;

    private Crash() {}

    /**
     * The failure as a violation, with where it was thrown and what of the engine was at work. When in virtual time it
     * happened is not known here; the time is 0.
     */
    public static Violation of(Throwable failure) {
        StringBuilder story = new StringBuilder(oneLine(failure.toString()));
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
            story.append(i == 0 ? " at " : " < ").append(brief(frames[i]));
        }
        int told = 0;
        for (int i = FRAMES_MAX; i < frames.length && told < ENGINE_FRAMES_MAX; i++) {
            if (frames[i].getClassName().startsWith(ENGINE)) {
                story.append(told == 0 ? " < .. < " : " < ").append(brief(frames[i]));
                told++;
            }
        }
        return new Violation(PROPERTY, story.toString(), 0);
    }

    /**
     * What a run breaks, if anything; an exception or a failed assertion is a violation too.
     *
     * @throws LinkageError if the simulator and the code under test do not fit together
     */
    public static Optional<Violation> orViolation(Simulator simulator, Scenario scenario, TraceSink trace) {
        try {
            return simulator.run(scenario, trace).violation();
        } catch (Throwable failure) {
            if (failure instanceof LinkageError misfit && !(failure instanceof ExceptionInInitializerError)) {
                throw misfit;
            }
            return Optional.of(of(failure));
        }
    }

    private static String brief(StackTraceElement frame) {
        String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        return type + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " / ");
    }
}
