package dev.seaworthy.storage.contract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts {@link Writer} in a JVM of its own that is up fast and stays small. */
final class Child {
    private static final String LIBRARY = "library.leveldbjni.path";

    private Child() {}

    static Process start(Path root, Run run, Map<String, String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-XX:-UsePerfData",
                "-ea",
                "-cp",
                System.getProperty("java.class.path")));
        if (Runtime.version().feature() > 17) {
            command.add(1, "--enable-native-access=ALL-UNNAMED");
        }
        if (System.getProperty(LIBRARY) != null) {
            command.add(1, "-D" + LIBRARY + "=" + System.getProperty(LIBRARY));
        }
        command.addAll(List.of(Writer.class.getName(), root.toString()));
        command.addAll(run.arguments());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(more);
        return builder.start();
    }
}
