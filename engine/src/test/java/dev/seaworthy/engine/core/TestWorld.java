package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/** A {@link StoryWorld} for tests: the same commands, and what came of them to look at. */
final class TestWorld {
    private final StoryWorld world = new StoryWorld();
    private final List<String> lines = new ArrayList<>();

    /** Node 1 leads these many nodes in term 1; its first entry is committed, and everybody knows. */
    static TestWorld ledByNode1(int nodes, String... before) {
        TestWorld world = new TestWorld();
        world.run(before);
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= nodes; i++) {
            all.append(' ').append(i);
        }
        return world.run("cluster " + nodes, "campaign 1", "settle" + all, "heartbeat 1", "settle" + all);
    }

    TestWorld run(String... commands) {
        for (String command : commands) {
            lines.addAll(world.run(command));
        }
        return this;
    }

    /** What came of these commands, and of no earlier ones. */
    String told(String... commands) {
        lines.clear();
        run(commands);
        return String.join("\n", lines);
    }

    RaftCore core(long nodeId) {
        return world.nodes.get(nodeId).core;
    }
}
