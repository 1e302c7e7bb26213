package dev.seaworthy.cli.shard;

import dev.seaworthy.checker.Verdict;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.core.RaftCore;
import dev.seaworthy.kv.KvStateMachine;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.storage.DurableLogStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Says which code runs: the commit, where the sources are exactly those of one; otherwise, in its place or behind it, a
 * digest of the classes that a run consists of.
 */
public final class CodeIdentity {
    private static final int COMMIT_DIGITS = 12;

    private CodeIdentity() {}

    /** The code of this process, in one word. */
    public static String of(Optional<Path> home) {
        Optional<String> commit =
                home.flatMap(folder -> git(folder, "rev-parse", "HEAD")).filter(id -> id.length() > COMMIT_DIGITS);
        if (commit.isEmpty()) {
            return "classes-" + classes();
        }
        String brief = commit.get().substring(0, COMMIT_DIGITS);
        Optional<String> changes = git(home.get(), "status", "--porcelain", "--", "*src/main*", "*pom.xml");
        return changes.isPresent() && changes.get().isEmpty() ? brief : brief + "+" + classes();
    }

    /** What git answers; nothing where there is no git, or it fails. */
    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** A digest of all classes of the modules that take part in a run: the same from a folder and from a jar. */
    private static String classes() {
        TreeMap<String, Long> checksums = new TreeMap<>();
        for (Class<?> one : List.of(
                RaftCore.class, DurableLogStore.class, KvStateMachine.class, Verdict.class, ScenarioRun.class)) {
            try {
                Path place = Path.of(
                        one.getProtectionDomain().getCodeSource().getLocation().toURI());
                if (Files.isDirectory(place)) {
                    add(place, checksums);
                } else {
                    try (FileSystem jar = FileSystems.newFileSystem(place)) {
                        add(jar.getPath("/"), checksums);
                    }
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot read our own classes", failure);
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException("our own classes have no place", impossible);
            }
        }
        Digest digest = new Digest();
        checksums.forEach((name, checksum) ->
                digest.add(name.getBytes(StandardCharsets.UTF_8)).add(checksum));
        return digest.hex().substring(0, COMMIT_DIGITS);
    }

    private static void add(Path root, TreeMap<String, Long> checksums) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path file :
                    tree.filter(path -> path.toString().endsWith(".class")).toList()) {
                CRC32 checksum = new CRC32();
                try (InputStream in = Files.newInputStream(file)) {
                    checksum.update(in.readAllBytes());
                }
                checksums.put(root.relativize(file).toString().replace('\\', '/'), checksum.getValue());
            }
        }
    }
}
