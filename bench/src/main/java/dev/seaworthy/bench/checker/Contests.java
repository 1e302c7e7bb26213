package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The histories that are decided. Stateless. */
final class Contests {
    private static final int SMALL = 1_000;
    private static final int[] OPERATIONS = {1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000};
    private static final int[] CLIENTS = {5, 10, 20, 50, 100};
    private static final int[] UNKNOWN_PERCENT = {0, 1, 5, 10, 20, 50};
    private static final int USUAL_CLIENTS = 10;

    private Contests() {}

    /** The files that {@code verdicts.txt} in a folder names, by their folders. */
    static List<Contest> given(Path folder) throws IOException {
        List<Contest> contests = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("verdicts.txt"))) {
            if (!line.isBlank()) {
                String[] words = line.trim().split("\\s+");
                History history = EdnHistoryReader.read(folder.resolve(words[0]));
                contests.add(new Contest(
                        words[0],
                        words[0].replaceFirst("/.*", ""),
                        history,
                        Models.named(words[1], history).orElseThrow()));
            }
        }
        return contests;
    }

    /** Curves over operations, concurrency and unknown outcomes. */
    static List<Contest> curves(int operationsMax) {
        List<Contest> contests = new ArrayList<>();
        for (int operations : OPERATIONS) {
            if (operations <= operationsMax) {
                contests.add(contest("operations", operations, new Scene(operations, USUAL_CLIENTS, 0, 1)));
            }
        }
        for (int clients : CLIENTS) {
            contests.add(contest("concurrency", clients, new Scene(SMALL, clients, 0, 2)));
        }
        for (int percent : UNKNOWN_PERCENT) {
            contests.add(contest("unknown %", percent, new Scene(SMALL, USUAL_CLIENTS, percent, 3)));
        }
        return contests;
    }

    private static Contest contest(String group, int value, Scene scene) {
        return new Contest(Integer.toString(value), group, scene.history(), Models.casRegister());
    }
}
