package dev.seaworthy.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to run a JVM.
 *
 * @param name what to call it
 * @param home the home of its JDK
 * @param flags what it is started with
 */
public record JvmConfiguration(String name, Path home, List<String> flags) {
    private static final int RELEASE_MIN = 17;

    private static final List<String> FLAGS = List.of(
            "-Xint",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseParallelGC",
            "-XX:+UseG1GC -Xmx256m",
            "-XX:-UseCompressedOops",
            "-Xshare:off",
            "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2",
            "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu -Dfile.encoding=ISO-8859-1");

    public JvmConfiguration {
        flags = List.copyOf(flags);
    }

    /**
     * This process's JVM as it comes, then with other compilers, collectors and surroundings, then every other JDK.
     *
     * @param jdks homes of further JDKs
     */
    public static List<JvmConfiguration> matrix(List<Path> jdks) {
        Path own = Path.of(System.getProperty("java.home"));
        List<JvmConfiguration> matrix = new ArrayList<>();
        matrix.add(new JvmConfiguration("as it comes, JDK " + release(own), own, List.of()));
        for (String flags : FLAGS) {
            matrix.add(new JvmConfiguration(flags, own, List.of(flags.split(" "))));
        }
        LinkedHashSet<Path> others = new LinkedHashSet<>();
        jdks.forEach(home -> others.add(home.toAbsolutePath().normalize()));
        for (Path home : neighbours(own)) {
            if (others.stream().noneMatch(other -> isSame(home, other))) {
                others.add(home);
            }
        }
        others.removeIf(home -> isSame(home, own));
        for (Path home : others) {
            matrix.add(new JvmConfiguration("JDK " + release(home) + " at " + home, home, List.of()));
        }
        return matrix;
    }

    /** The JDKs beside this one that are new enough, each once. */
    private static List<Path> neighbours(Path own) {
        Path folder = own.getParent();
        if (folder == null) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path home : all.sorted().toList()) {
                if (isUsable(home) && found.stream().noneMatch(other -> isSame(home, other))) {
                    found.add(home);
                }
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return found;
    }

    private static boolean isUsable(Path home) {
        String major = release(home).split("[^0-9]", 2)[0];
        return Files.isExecutable(home.resolve("bin/java"))
                && !major.isEmpty()
                && Integer.parseInt(major) >= RELEASE_MIN;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException missing) {
            return false;
        }
    }

    /** What the file every JDK has says of its version; "?" where there is none. */
    private static String release(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                    .findFirst()
                    .orElse("?");
        } catch (IOException missing) {
            return "?";
        }
    }
}
