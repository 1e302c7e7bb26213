package dev.seaworthy.engine.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays every story of {@code src/test/resources/stories}: the text says what to do, and exactly what must come of it.
 * Lines that begin with {@code #} are prose, those with {@code >} are commands of {@link StoryWorld}; all others are
 * what the cores did, in the words of the trace.
 *
 * <p>{@code -Dseaworthy.stories.record=true} writes down what happens instead; the difference is for people to judge.
 */
class StoryTest {
    private static final Path STORIES = Path.of("src", "test", "resources", "stories");
    private static final int STORIES_MIN = 25;

    @TestFactory
    Stream<DynamicTest> everyStoryGoesAsItIsWritten() throws IOException {
        List<Path> stories;
        try (Stream<Path> files = Files.list(STORIES)) {
            stories = files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        assertTrue(stories.size() >= STORIES_MIN, () -> "only " + stories.size() + " stories in " + STORIES);
        return stories.stream()
                .map(story -> DynamicTest.dynamicTest(story.getFileName().toString(), () -> play(story)));
    }

    private static void play(Path story) throws IOException {
        List<String> written = Files.readAllLines(story, UTF_8);
        assertTrue(written.get(0).startsWith("# "), "a story begins with what it is about");
        List<String> played = played(written);
        if (Boolean.getBoolean("seaworthy.stories.record")) {
            Files.write(story, played, UTF_8);
        } else {
            assertEquals(String.join("\n", written), String.join("\n", played));
        }
    }

    /** The story with what really comes of its commands. */
    private static List<String> played(List<String> written) {
        StoryWorld world = new StoryWorld();
        List<String> played = new ArrayList<>();
        for (String line : written) {
            if (line.isEmpty() || line.startsWith("#")) {
                played.add(line);
            } else if (line.startsWith("> ")) {
                played.add(line);
                for (String outcome : world.run(line.substring(2))) {
                    played.add("  " + outcome);
                }
            }
        }
        return played;
    }
}
