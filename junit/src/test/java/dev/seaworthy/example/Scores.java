package dev.seaworthy.example;

import dev.seaworthy.checker.model.Models;
import dev.seaworthy.engine.host.StateMachine;
import dev.seaworthy.sim.testing.Call;
import dev.seaworthy.sim.testing.Simulation;
import dev.seaworthy.sim.testing.Turn;
import java.util.List;
import java.util.function.Supplier;

/** What clients ask of a table of scores, and what it should say. */
final class Scores {
    private static final List<String> PLAYERS = List.of("ann", "bob");

    private Scores() {}

    static Simulation simulation(Supplier<? extends StateMachine> machines) {
        return Simulation.of(machines)
                .workload(Scores::next)
                .closing(read("ann"), read("bob"))
                .model(Models.counter());
    }

    private static Call next(Turn turn) {
        String player = turn.oneOf(PLAYERS);
        return turn.chance(60) ? add(player, 1 + turn.below(9)) : read(player);
    }

    private static Call add(String player, long points) {
        return Call.command("add", ScoreTable.bytes(player + " " + points))
                .on(player)
                .with(points)
                .answering(Scores::score);
    }

    private static Call read(String player) {
        return Call.query("read", ScoreTable.bytes(player)).on(player).answering(Scores::score);
    }

    private static Object score(byte[] answer) {
        return Long.valueOf(ScoreTable.text(answer));
    }
}
