package dev.seaworthy.cli.zoo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder the patches of the zoo are in. */
public final class ZooFolder {
    private ZooFolder() {}

    /**
     * All patches in a folder, by number.
     *
     * @throws IOException if there is no such folder
     * @throws ZooPatchException if one of them is malformed
     */
    public static List<ZooPatch> patches(Path folder) throws IOException, ZooPatchException {
        List<ZooPatch> patches = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".patch"))
                    .sorted()
                    .toList()) {
                patches.add(ZooPatch.read(file));
            }
        }
        return patches;
    }

    /** Whether a patch is called so, by name, number or file name. */
    public static boolean isCalled(ZooPatch patch, String name) {
        String file = patch.file().getFileName().toString();
        return patch.name().equals(name)
                || file.equals(name)
                || file.equals(name + ".patch")
                || name.matches("\\d{1,3}") && file.startsWith("0".repeat(3 - name.length()) + name + "-");
    }
}
