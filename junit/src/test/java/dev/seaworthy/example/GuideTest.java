package dev.seaworthy.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the code in docs/testing-your-state-machine.md against the sources here, which the build compiles and runs. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n// (\\w+\\.java)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANY_BLOCK = Pattern.compile("```java\n");
    private static final String PACKAGE = "junit/src/test/java/dev/seaworthy/";

    private final Path home = Path.of(System.getProperty("seaworthy.home"));

    @Test
    void everyBlockOfTheGuideIsCodeOfTheExample() throws IOException {
        String guide = Files.readString(home.resolve("docs/testing-your-state-machine.md"));
        Matcher blocks = BLOCK.matcher(guide);
        List<String> strangers = new ArrayList<>();
        int checked = 0;
        while (blocks.find()) {
            checked++;
            if (!source(blocks.group(1)).contains(bare(blocks.group(2)))) {
                strangers.add(blocks.group(1) + ":\n" + blocks.group(2));
            }
        }
        assertEquals(List.of(), strangers, "blocks that are not found in the file they name");
        assertEquals(ANY_BLOCK.matcher(guide).results().count(), checked, "blocks that name their file");
        assertTrue(checked >= 5, "found only " + checked + " blocks");
    }

    private String source(String file) throws IOException {
        for (String part : List.of("example", "junit/jqwik")) {
            Path source = home.resolve(PACKAGE + part).resolve(file);
            if (Files.exists(source)) {
                return bare(Files.readString(source));
            }
        }
        return "";
    }

    /** Whole lines without their indentation, which the guide leaves out in part. */
    private static String bare(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
