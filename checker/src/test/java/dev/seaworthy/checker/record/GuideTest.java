package dev.seaworthy.checker.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the code in docs/checker.md against the tests of this package, where it is compiled and run. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARKED =
            Pattern.compile("// docs/checker.md: begin\n(.*?) *// docs/checker.md: end", Pattern.DOTALL);

    private final Path home = Path.of(System.getProperty("seaworthy.home"));

    @Test
    void theGuideShowsTheCodeThatIsCompiledAndRunHere() throws IOException {
        List<String> shown = blocks(BLOCK, "docs/checker.md");
        assertTrue(shown.size() >= 2, shown::toString);
        assertEquals(source("OwnClassTest"), shown.subList(0, 1));
        assertEquals(source("OwnModelTest"), shown.subList(1, shown.size()));
    }

    private List<String> source(String test) throws IOException {
        return blocks(MARKED, "checker/src/test/java/dev/seaworthy/checker/record/" + test + ".java");
    }

    private List<String> blocks(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(home.resolve(file)))
                .results()
                .map(GuideTest::bare)
                .toList();
    }

    /** Whole lines without what they begin with in all of the block, and without empty lines around them. */
    private static String bare(MatchResult block) {
        return block.group(1).stripIndent().strip();
    }
}
