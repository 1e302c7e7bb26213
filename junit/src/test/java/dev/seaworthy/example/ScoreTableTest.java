package dev.seaworthy.example;

import dev.seaworthy.junit.SimulationTest;
import dev.seaworthy.junit.Trial;

class ScoreTableTest {
    @SimulationTest(seeds = 100, chunk = 50)
    void scoresAreKept(Trial trial) {
        trial.run(Scores.simulation(MendedScoreTable::new));
    }
}
