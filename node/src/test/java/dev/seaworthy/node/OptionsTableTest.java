package dev.seaworthy.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of options in docs/embedding.md against the builder's own source. */
class OptionsTableTest {
    private static final Pattern METHOD = Pattern.compile("\n    public RaftNodeBuilder (\\w+)\\(");
    private static final Pattern TABLE = Pattern.compile("\\| option \\|.*\n\\|[-|]+\n((?:\\|.*\n)+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| \\S.* \\| \\S.* \\|$");

    private final Path home = Path.of(System.getProperty("seaworthy.home"));

    @Test
    void theTableHasEveryOptionInTheOrderOfTheBuilder() throws IOException {
        String guide = Files.readString(home.resolve("docs/embedding.md"));
        String builder = Files.readString(home.resolve("node/src/main/java/dev/seaworthy/node/RaftNodeBuilder.java"));
        List<String> options = names(METHOD, builder);
        assertTrue(options.size() > 20, options.toString());
        String table = names(TABLE, guide).get(0);
        assertEquals(options, names(ROW, table));
        assertEquals(options.size(), table.lines().count(), "every row has a name, a meaning and a default");
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group(1)).toList();
    }
}
