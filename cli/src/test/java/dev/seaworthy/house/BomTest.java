package dev.seaworthy.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users import for the versions of all libraries names all libraries. */
class BomTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));

    /** What is run and not built upon. */
    private static final List<String> NO_LIBRARIES = List.of("bom", "cli", "fuzz", "bench");

    @Test
    void everyModuleToBuildUponIsInIt() throws IOException {
        TreeSet<String> modules = all("<module>([^<]+)</module>", "pom.xml");
        modules.removeAll(NO_LIBRARIES);
        assertEquals(modules, all("<artifactId>seaworthy-((?!bom)[^<]+)</artifactId>", "bom/pom.xml"));
    }

    /** It has no parent, so nothing else sets its version. */
    @Test
    void itHasTheVersionOfWhatItNames() throws IOException {
        assertEquals(
                all("(?s)<artifactId>seaworthy</artifactId>\\s*<version>([^<]+)</version>", "pom.xml"),
                all("(?s)<artifactId>seaworthy-bom</artifactId>\\s*<version>([^<]+)</version>", "bom/pom.xml"));
    }

    private static TreeSet<String> all(String pattern, String file) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(Files.readString(HOME.resolve(file)))
                .results()
                .forEach(it -> found.add(it.group(1)));
        return found;
    }
}
