package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.storage.DataDirectory;
import dev.seaworthy.storage.StoreIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code storage} says of directories in every state, and that it changes none of them. */
class StorageCommandTest {
    private static final StoreIdentity IDENTITY = new StoreIdentity(77, new Member(1, 11));
    private static final Configuration CONFIGURATION =
            Configuration.ofVoters(List.of(new Member(1, 11), new Member(2, 12)));

    @TempDir
    private Path root;

    private Path data;

    @BeforeEach
    void fill() {
        data = root.resolve("data");
        DataDirectory.init(data, IDENTITY, CONFIGURATION);
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY)) {
            HardState voted = new HardState(3, new Member(2, 12), 0, false);
            directory.log().write(new StorageBatch(1, voted, 0, null, List.of(entry(1, 1), entry(2, 1), entry(3, 3))));
            LogStart start = new LogStart(
                    directory
                            .snapshots()
                            .save(new EntryId(1, 2), 0, 0, CONFIGURATION, out -> out.write(new byte[100_000])),
                    new EntryId(1, 1));
            directory.log().write(new StorageBatch(2, null, 0, start, List.of(entry(4, 3))));
        }
    }

    @Test
    void aSoundDirectoryIsPrintedAndEndsWithZero() throws IOException {
        String out = run(0, "inspect").out();
        assertTrue(out.startsWith("CLEAN\n"), out);
        for (String line : List.of(
                "  cluster 77, node 1, disk 11",
                "  term 3, vote for node 2, disk 12, incarnation 0",
                "  log of 3 entries, 2 to 4, 1,500 bytes of payload",
                "    term 1: 2 to 2",
                "    term 3: 3 to 4",
                "  last acknowledged batch 4")) {
            assertTrue(out.lines().anyMatch(line::equals), () -> "no line '" + line + "' in\n" + out);
        }
        assertEquals(out, run(0, "verify").out());
    }

    @Test
    void asJsonItIsTheSame() throws IOException {
        JsonNode json = run(0, "inspect", "--json").json();
        assertEquals("clean", json.get("verdict").asText());
        assertEquals(77, json.get("clusterId").asLong());
        assertEquals(11, json.at("/member/diskId").asLong());
        assertEquals(3, json.at("/hardState/term").asLong());
        assertEquals(2, json.at("/hardState/votedFor/nodeId").asLong());
        assertEquals(2, json.at("/log/firstIndex").asLong());
        assertEquals(4, json.at("/log/lastIndex").asLong());
        assertEquals(3, json.at("/log/terms/1/firstIndex").asLong());
        assertEquals(12, json.at("/log/configurations/0/voters/1/diskId").asLong());
        assertEquals(4, json.get("acknowledgedBatch").asLong());
        assertEquals(100_000, json.at("/snapshots/0/bytes").asLong());
        assertTrue(json.at("/snapshots/0/damage").isNull());
        assertEquals(json, run(0, "verify", "--json").json());
    }

    @Test
    void aTornWriteEndsWithZero() throws IOException {
        Path log = newestLog();
        byte[] sound = Files.readAllBytes(log);
        byte[] torn = Arrays.copyOf(sound, endOf(sound) + 7);
        System.arraycopy(new byte[] {1, 2, 3, 4, 100, 0, 1}, 0, torn, endOf(sound), 7);
        Files.write(log, torn);
        String out = run(0, "inspect").out();
        assertTrue(out.startsWith("TORN: cut an unfinished write of 7 bytes"), out);
        assertEquals("torn", run(0, "inspect", "--json").json().get("verdict").asText());
    }

    @Test
    void damageEndsWithOneAndNamesTheEntries() throws IOException {
        Path log = newestLog();
        byte[] content = Files.readAllBytes(log);
        content[endOf(content) - 300] ^= 0x10;
        Files.write(log, content);
        String out = run(1, "inspect").out();
        assertTrue(out.startsWith("DAMAGED: entries "), out);
        JsonNode json = run(1, "verify", "--json").json();
        assertEquals("damaged", json.get("verdict").asText());
        assertEquals(4, json.get("lastIndex").asLong());
        assertTrue(json.get("why").asText().contains(".log"), json.toString());
    }

    @Test
    void aDamagedSnapshotIsFoundByVerifying() throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(data.resolve("snapshots"))) {
            file = files.findAny().orElseThrow();
        }
        byte[] content = Files.readAllBytes(file);
        content[70_000] ^= 1;
        Files.write(file, content);
        run(0, "inspect");
        String out = run(1, "verify").out();
        assertTrue(out.startsWith("AMNESIA: the snapshot of entry 2"), out);
        assertTrue(run(1, "verify", "--json").json().at("/snapshots/0/damage").isTextual());
    }

    @Test
    void amnesiaEndsWithOne() throws IOException {
        Files.delete(data.resolve("hard-state-a"));
        Files.delete(data.resolve("hard-state-b"));
        assertTrue(run(1, "inspect").out().startsWith("AMNESIA: neither copy of the hard state"));
        JsonNode json = run(1, "inspect", "--json").json();
        assertEquals("amnesia", json.get("verdict").asText());
        assertTrue(json.get("hardState").isNull() && json.get("log").isNull(), json.toString());
        Files.delete(data.resolve("identity"));
        assertTrue(run(1, "inspect").out().startsWith("AMNESIA: "));
        assertEquals(
                "amnesia", run(1, "inspect", "--json").json().get("verdict").asText());
    }

    @Test
    void whatIsNoDataDirectoryEndsWithTwoAndIsLeftAlone() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Files.write(other.resolve("photo.jpg"), new byte[1]);
        String err = Shell.run("storage", "inspect", other.toString()).expect(2).err();
        assertTrue(err.contains("is no data directory"), err);
        Shell.run("storage", "verify", root.resolve("none").toString(), "--json")
                .expect(2);
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(1, files.count());
        }
        Shell.run("storage").expect(2);
        Shell.run("storage", "inspect").expect(2);
    }

    @Test
    void aDirectoryInUseEndsWithTwo() {
        try (DataDirectory directory = DataDirectory.open(data, IDENTITY)) {
            String err = Shell.run("storage", "inspect", directory.path().toString())
                    .expect(2)
                    .err();
            assertTrue(err.contains("is in use by"), err);
        }
        Shell.run("storage", "inspect", data.toString()).expect(0);
    }

    /** Runs it over the directory, and sees that every name and every byte in it is the same afterwards. */
    private Shell.Outcome run(int code, String command, String... options) throws IOException {
        Map<String, byte[]> before = image();
        String[] arguments = Stream.concat(Stream.of("storage", command, data.toString()), Stream.of(options))
                .toArray(String[]::new);
        Shell.Outcome outcome = Shell.run(arguments).expect(code);
        Map<String, byte[]> after = image();
        assertEquals(before.keySet(), after.keySet());
        before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
        return outcome;
    }

    private Map<String, byte[]> image() throws IOException {
        Map<String, byte[]> image = new TreeMap<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : all.toList()) {
                image.put(
                        data.relativize(path).toString(),
                        Files.isDirectory(path) ? new byte[0] : Files.readAllBytes(path));
            }
        }
        return image;
    }

    private Path newestLog() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("log"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static int endOf(byte[] log) {
        int end = log.length;
        while (log[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static LogEntry entry(long index, long term) {
        return new LogEntry(index, term, EntryKind.COMMAND, new byte[500]);
    }
}
