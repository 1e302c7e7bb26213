package dev.seaworthy.storage.contract;

import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process that opens what earlier ones left, makes sure that it is what they wrote, and goes on. It says on its
 * output, a byte each, that it began to open ({@code o}) and what it acknowledged ({@code a}); a wrong content ends it
 * with status {@value #WRONG}.
 */
final class Writer {
    static final int WRONG = 3;
    static final int FAILED = 4;

    private Writer() {}

    /** Arguments: the directory, and those of a {@link Run}. */
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (StoreException e) {
            Files.writeString(Path.of(arguments[0], "failed"), e.toString());
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Path data = root.resolve("data");
        Run run = Run.of(arguments);
        Course course = run.course();
        try (Acks acks = new Acks(root)) {
            if (Acks.last(root, Acks.ACKNOWLEDGED) < 0) {
                say('o');
                if (!Files.exists(data.resolve("identity"))) {
                    Home.create(data);
                }
                acks.note(Acks.ACKNOWLEDGED, 0);
            }
            for (int i = 0; i < run.openings(); i++) {
                say('o');
                try (Home home = Home.open(data, run)) {
                    int step = found(root, home, course);
                    acks.note(Acks.ACKNOWLEDGED, step);
                    say('a');
                    write(home, course, acks, step, run.steps());
                }
            }
        }
    }

    private static void write(Home home, Course course, Acks acks, int taken, int steps) throws Exception {
        for (int step = taken + 1; step <= taken + steps; step++) {
            acks.note(Acks.BEGUN, step);
            home.write(course.step(step));
            acks.note(Acks.ACKNOWLEDGED, step);
            course.forgetBefore(step);
            say('a');
        }
    }

    /** The step after which the disk was left: the last one acknowledged, or the one that was begun after that. */
    private static int found(Path root, Home home, Course course) throws Exception {
        int acknowledged = Acks.last(root, Acks.ACKNOWLEDGED);
        int begun = Math.max(acknowledged, Acks.last(root, Acks.BEGUN));
        Contents found = home.contents();
        int step = course.stepOf(found, acknowledged, begun);
        boolean sound = home.verdict() instanceof Verdict.Clean || home.verdict() instanceof Verdict.Torn;
        if (step < 0 || !sound) {
            Files.writeString(
                    root.resolve("wrong"),
                    home.verdict() + ", found " + found + "\nacknowledged " + course.after(acknowledged) + "\nbegun "
                            + course.after(begun));
            Runtime.getRuntime().halt(WRONG);
        }
        return step;
    }

    private static void say(char what) {
        System.out.write(what);
        System.out.flush();
    }
}
