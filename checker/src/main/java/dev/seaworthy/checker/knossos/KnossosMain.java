package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.OutsideTheWorld;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JVM in which Knossos runs. Arguments: a file of histories, a file for the answers, the algorithm, and the time
 * limit of each analysis in milliseconds. Of the histories, each takes two lines: model and events. The answers are one
 * line each, written as soon as it is known.
 *
 * <p>It ends when its standard input does, so that it does not outlive whoever started it.
 */
@OutsideTheWorld
public final class KnossosMain {
    private KnossosMain() {}

    /** Answers, and ends the JVM. */
    public static void main(String[] arguments) throws IOException {
        Thread watch = new Thread(() -> endWith(System.in), "end with the parent");
        watch.setDaemon(true);
        watch.start();
        try (BufferedReader histories = Files.newBufferedReader(Path.of(arguments[0]), StandardCharsets.UTF_8);
                Writer answers = Files.newBufferedWriter(Path.of(arguments[1]), StandardCharsets.UTF_8)) {
            answerAll(histories, answers, KnossosAlgorithm.valueOf(arguments[2]), Long.parseLong(arguments[3]));
        }
        // Not exit: a search that lost a competition may still hold on to what exit waits for.
        Runtime.getRuntime().halt(0);
    }

    private static void answerAll(BufferedReader histories, Writer answers, KnossosAlgorithm algorithm, long limit)
            throws IOException {
        KnossosSession session;
        try {
            session = new KnossosSession(algorithm, limit);
        } catch (NoClassDefFoundError withoutClojure) {
            say(answers, Answer.MISSING + " there is no Clojure");
            return;
        } catch (Exception withoutKnossos) {
            say(answers, Answer.MISSING + " " + oneLine(withoutKnossos));
            return;
        }
        for (String model = histories.readLine(); model != null; model = histories.readLine()) {
            String answer;
            try {
                answer = session.answer(model, histories.readLine());
            } catch (Exception | AssertionError failure) {
                answer = Answer.UNKNOWN + " it failed: " + oneLine(failure);
            }
            say(answers, answer);
            if (answer.startsWith(Answer.BAD)) {
                return;
            }
        }
    }

    private static String oneLine(Throwable failure) {
        return failure.toString().replaceAll("\\s+", " ");
    }

    private static void say(Writer answers, String line) throws IOException {
        answers.append(line).append("\n").flush();
    }

    private static void endWith(InputStream in) {
        try {
            while (in.read() >= 0) {
                // Nothing is said there: only its end matters.
            }
        } catch (IOException closed) {
            // That is an end, too.
        }
        Runtime.getRuntime().halt(1);
    }
}
