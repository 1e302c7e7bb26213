package dev.seaworthy.cli.zoo;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Writes patches, as a person would with an editor and {@code diff -u}. */
public final class PatchFiles {
    private static final int CONTEXT_LINES = 3;

    private PatchFiles() {}

    /** The header of a patch of this name. */
    public static String header(String name) {
        return """
                # name: %s
                # breaks: a rule
                # source: somewhere
                # shows: somehow
                """.formatted(name);
    }

    /** A patch that replaces {@code old}, which must be there, in one source below {@code home}. */
    public static Path write(Path folder, String name, Path home, String path, String old, String replacement)
            throws IOException {
        String before = Files.readString(home.resolve(path));
        if (!before.contains(old)) {
            throw new IllegalArgumentException(path + " does not contain: " + old);
        }
        List<String> oldLines = Arrays.asList(before.split("\n", -1));
        List<String> newLines = Arrays.asList(before.replace(old, replacement).split("\n", -1));
        List<String> diff = UnifiedDiffUtils.generateUnifiedDiff(
                "a/" + path, "b/" + path, oldLines, DiffUtils.diff(oldLines, newLines), CONTEXT_LINES);
        return Files.writeString(
                folder.resolve(name),
                header(name.substring(4, name.indexOf(".patch"))) + String.join("\n", diff) + "\n");
    }
}
