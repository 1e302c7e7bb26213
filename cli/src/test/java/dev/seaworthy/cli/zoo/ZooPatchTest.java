package dev.seaworthy.cli.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooPatchTest {
    private static final String A = "engine/src/main/java/x/A.java";
    private static final String B = "kv/src/main/java/x/B.java";
    private static final String TEXT = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\neleven\ntwelve\n";
    private static final String DIFF = """
            --- a/engine/src/main/java/x/A.java
            +++ b/engine/src/main/java/x/A.java
            @@ -1,3 +1,3 @@
             one
            -two
            +TWO
             three
            @@ -10,3 +10,4 @@ some context
             ten
            +ten and a half
             eleven
             twelve
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void writeSources() throws IOException {
        for (String path : new String[] {A, B}) {
            Files.createDirectories(home.resolve(path).getParent());
            Files.writeString(home.resolve(path), TEXT);
        }
    }

    @Test
    void theHeaderIsReadAndContinues() throws Exception {
        ZooPatch patch = read("017-a-bug.patch", """
                # name: a-bug
                # breaks: §5.2: a rule
                #   on two lines
                # source: a paper
                # shows: in a crash
                """ + DIFF);
        assertEquals("a-bug", patch.name());
        assertEquals("§5.2: a rule on two lines", patch.breaks());
        assertEquals("a paper", patch.source());
        assertEquals("in a crash", patch.shows());
    }

    @Test
    void hunksChangeTheTextAndNothingElse() throws Exception {
        SortedMap<String, String> changed =
                read("001-x.patch", PatchFiles.header("x") + DIFF).apply(home);
        assertEquals(1, changed.size());
        assertEquals(TEXT.replace("two\n", "TWO\n").replace("ten\n", "ten\nten and a half\n"), changed.get(A));
        assertEquals(TEXT, Files.readString(home.resolve(A)), "sources stay as they are");
    }

    @Test
    void aPatchMayChangeSeveralFiles() throws Exception {
        String second = DIFF.replace("engine/", "kv/").replace("A.java", "B.java");
        SortedMap<String, String> changed =
                read("001-x.patch", PatchFiles.header("x") + DIFF + second).apply(home);
        assertEquals(2, changed.size());
        assertEquals(changed.get(A), changed.get(B));
    }

    @Test
    void aChangeElsewhereInTheFileDoesNotSpoilAPatch() throws Exception {
        Files.writeString(home.resolve(A), "zero\nhalf\n" + TEXT.replace("six\n", ""));
        String changed =
                read("001-x.patch", PatchFiles.header("x") + DIFF).apply(home).get(A);
        assertEquals(
                "zero\nhalf\none\nTWO\nthree\nfour\nfive\nseven\neight\nnine\nten\nten and a half\neleven\ntwelve\n",
                changed);
    }

    @Test
    void ofTwoPlacesTheNearestIsTaken() throws Exception {
        Files.writeString(home.resolve(A), TEXT + TEXT);
        String changed =
                read("001-x.patch", PatchFiles.header("x") + DIFF).apply(home).get(A);
        assertEquals(TEXT.replace("two\n", "TWO\n").replace("ten\n", "ten\nten and a half\n") + TEXT, changed);
    }

    @Test
    void aHunkThatDoesNotMatchExactlyIsRefusedByName() throws Exception {
        Files.writeString(home.resolve(A), TEXT.replace("eleven", "eleven "));
        ZooPatch patch = read("001-x.patch", PatchFiles.header("x") + DIFF);
        String message =
                assertThrows(ZooPatchException.class, () -> patch.apply(home)).getMessage();
        assertTrue(message.contains("001-x.patch: hunk 2 does not match " + A), message);
        assertTrue(message.contains("expected 'eleven'"), message);
    }

    @Test
    void aMissingSourceIsNamed() throws Exception {
        Files.delete(home.resolve(A));
        ZooPatch patch = read("001-x.patch", PatchFiles.header("x") + DIFF);
        String message =
                assertThrows(ZooPatchException.class, () -> patch.apply(home)).getMessage();
        assertTrue(message.contains("001-x.patch: cannot read " + A), message);
    }

    @Test
    void whatIsNoPatchOfTheZooIsRefused() {
        String header = PatchFiles.header("x");
        assertMalformed("expected the name of a patch", "x.txt", header + DIFF);
        assertMalformed("there is no", "001-x.patch", header);
        assertMalformed("stays where it is", "001-x.patch", header + DIFF.replace("/main/", "/test/"));
        assertMalformed("stays where it is", "001-x.patch", header + DIFF.replace("engine/", "sim/"));
        assertMalformed("stays where it is", "001-x.patch", header + DIFF.replace("+++ b/engine", "+++ b/kv"));
        assertMalformed("stays where it is", "001-x.patch", header + DIFF.replace("a/engine/src", "/dev/null/src"));
        assertMalformed("not a unified diff", "001-x.patch", header + DIFF.replace(" three\n", "*three\n"));
    }

    private void assertMalformed(String expected, String name, String text) {
        String message =
                assertThrows(ZooPatchException.class, () -> read(name, text)).getMessage();
        assertTrue(message.contains(expected) && message.contains(name), message);
    }

    private ZooPatch read(String name, String text) throws IOException, ZooPatchException {
        return ZooPatch.read(Files.writeString(home.resolve(name), text));
    }

    @Test
    void aPatchWithoutHeaderIsCalledWhatItsFileIsCalled() throws Exception {
        ZooPatch bare = read("007-lost-vote.patch", DIFF);
        assertEquals("lost-vote", bare.name());
        assertEquals(ZooPatch.NOT_SAID, bare.shows());
        ZooPatch other = read("mine.patch", "Some words\nSource: a paper\n# colour: green\n" + DIFF);
        assertEquals("mine", other.name());
        assertEquals("a paper", other.source());
    }
}
