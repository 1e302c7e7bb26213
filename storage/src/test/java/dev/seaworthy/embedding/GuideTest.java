package dev.seaworthy.embedding;

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

/** Holds the code in docs/embedding.md against this package: it is the code that is compiled and run here. */
class GuideTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n// (\\w+\\.java)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ANY_BLOCK = Pattern.compile("```java\n");

    private final Path home = Path.of(System.getProperty("seaworthy.home"));

    @Test
    void everyBlockOfTheGuideIsCodeOfThisPackage() throws IOException {
        String guide = Files.readString(home.resolve("docs/embedding.md"));
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
        assertTrue(checked > 10, "found only " + checked + " blocks");
    }

    private String source(String file) throws IOException {
        Path folder = home.resolve("storage/src/test/java/dev/seaworthy/embedding");
        return bare(Files.readString(folder.resolve(file)));
    }

    /** Whole lines without their indentation, which the guide leaves out in part. */
    private static String bare(String text) {
        return text.replaceAll("(?m)^ +", "");
    }
}
