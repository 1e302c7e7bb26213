package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installer, with archives of the form that a release has: the launcher and the jars of this build. */
class InstallTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));

    @TempDir
    static Path lib;

    @TempDir
    Path home;

    private Path archive;

    @BeforeAll
    static void packTheClassesOfThisBuild() throws IOException {
        int jars = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            Path jar = lib.resolve(jars++ + ".jar");
            if (Files.isDirectory(path)) {
                pack(path, jar);
            } else if (Files.exists(path)) {
                Files.createSymbolicLink(jar, path);
            }
        }
    }

    @BeforeEach
    void makeOne() throws Exception {
        archive = archive("seaworthy-1", "one");
    }

    @Test
    void theCommandRunsFromWhereItWasInstalledAndSaysWhatItCannotDoThere() throws Exception {
        String said = install(0, archive);
        assertTrue(said.contains("no " + archive + ".sha256, the archive is taken as it is"), said);
        assertTrue(said.contains("; the command is " + home.resolve("bin/seaworthy")), said);

        Path command = home.resolve("bin/seaworthy");
        assertTrue(run(0, command, "sim", "--seeds", "1..2").contains("No violation."));
        assertTrue(run(2, command, "zoo").contains("the sources of Seaworthy are needed"));
    }

    @Test
    void aNewVersionIsBesideTheOldOneAndTheWayBackIsToInstallThatAgain() throws Exception {
        install(0, archive);
        install(0, archive("seaworthy-2", "two"));
        assertEquals("two", Files.readString(home.resolve("opt/seaworthy/README.md")));
        assertEquals("one", Files.readString(home.resolve("opt/seaworthy-1/README.md")));

        install(0, archive);
        assertEquals("one", Files.readString(home.resolve("opt/seaworthy/README.md")));
    }

    @Test
    void anotherBuildOfAVersionThatIsThereIsRefused() throws Exception {
        install(0, archive);
        String said = install(1, archive("seaworthy-1", "another"));
        assertTrue(said.contains("opt/seaworthy-1 is there and is another build"), said);
        assertEquals("one", Files.readString(home.resolve("opt/seaworthy/README.md")));
    }

    @Test
    void aDamagedArchiveInstallsNothing() throws Exception {
        byte[] bytes = Files.readAllBytes(archive);
        Path sum = Path.of(archive + ".sha256");
        Files.writeString(
                sum,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "  seaworthy-1\n");
        Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(install(1, archive).contains("is damaged: its SHA-256 is "));

        Files.delete(sum);
        assertTrue(install(1, archive).contains("cannot be unpacked: nothing was installed"));
        assertEquals(List.of(), names(home.resolve("opt")));

        Files.write(archive, bytes);
        install(0, archive);
        assertEquals(List.of("seaworthy", "seaworthy-1"), names(home.resolve("opt")));
    }

    @Test
    void whatIsNoArchiveOfTheCommandIsRefused() throws Exception {
        Files.createDirectory(home.resolve("else"));
        Files.writeString(home.resolve("else/README.md"), "something else");
        assertTrue(install(1, packed("else")).contains("is no archive of the seaworthy command"));
        assertTrue(install(1, home.resolve("nothing")).contains("there is no file " + home.resolve("nothing")));
        Files.createDirectory(home.resolve("bin/seaworthy"));
        assertTrue(install(1, archive).contains("bin/seaworthy is there and no link: move it away"));
        assertEquals(List.of(), names(home.resolve("opt")));
    }

    private Path archive(String name, String readme) throws Exception {
        Path folder = home.resolve(name);
        if (!Files.exists(folder)) {
            Files.createDirectory(folder);
            Files.createSymbolicLink(folder.resolve("lib"), lib);
            Files.copy(HOME.resolve("seaworthy"), folder.resolve("seaworthy"), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(folder.resolve("README.md"), readme);
        return packed(name);
    }

    private static void pack(Path classes, Path jar) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(out, out, "--create", "--no-compress", "--file", jar.toString(), "-C", classes.toString(), ".");
        assertEquals(0, exit, said::toString);
    }

    private Path packed(String name) throws Exception {
        Path packed = home.resolve(name + ".tar.gz");
        run(0, "tar", "-czf", packed, "-C", home, name);
        return packed;
    }

    private String install(int exit, Path file) throws Exception {
        Path script = HOME.resolve("deploy/install.sh");
        return run(exit, "sh", script, "--prefix", home.resolve("opt"), "--bin", home.resolve("bin"), file);
    }

    /** What it says on both its outputs. */
    private static String run(int exit, Object... command) throws Exception {
        List<String> words = new ArrayList<>();
        for (Object word : command) {
            words.add(word.toString());
        }
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exit, process.waitFor(), said);
        return said;
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.map(it -> it.getFileName().toString()).sorted().forEach(names::add);
        }
        assertFalse(names.stream().anyMatch(it -> it.startsWith(".")), names::toString);
        return names;
    }
}
