package dev.seaworthy.cli.zoo;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.unifieddiff.UnifiedDiff;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bug as a difference to our sources. The file is named {@code NNN-name.patch}; it begins with a header and then is a
 * unified diff with paths from the project's folder. The header has a line {@code # key: value} for each of the keys
 * name, breaks, source and shows; a comment indented by two spaces or more continues the value above it. A patch
 * without it is called what its file is called.
 *
 * @param file where it was read
 * @param name what it is called
 * @param breaks the rule it breaks
 * @param source where the bug was seen in the real world
 * @param shows how it shows itself
 * @param diff the difference
 */
public record ZooPatch(Path file, String name, String breaks, String source, String shows, UnifiedDiff diff) {
    private static final Pattern FILE_NAME = Pattern.compile("(?:\\d+-)?(.+)\\.patch");
    private static final Pattern HEADER = Pattern.compile("#?\\s*([A-Za-z]+):\\s*(\\S.*)");
    private static final Pattern CONTINUATION = Pattern.compile("#\\s{2,}(\\S.*)");
    private static final Pattern TARGET = Pattern.compile("(engine|kv|storage)/src/main/java/[\\w/]+\\.java");
    /** The library logs what it also throws. Kept here, as loggers nobody keeps forget their level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger(UnifiedDiffReader.class.getName());

    private static final Pattern DIFF = Pattern.compile("diff |--- ");
    private static final List<String> KEYS = List.of("name", "breaks", "source", "shows");

    /** What a patch without a header says of itself. */
    static final String NOT_SAID = "not said";

    static {
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    /**
     * The patch in a file.
     *
     * @throws ZooPatchException if it is malformed or cannot be read
     */
    public static ZooPatch read(Path file) throws ZooPatchException {
        Matcher fileName = FILE_NAME.matcher(file.getFileName().toString());
        if (!fileName.matches()) {
            throw new ZooPatchException(file + ": expected the name of a patch, NNN-name.patch");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException failure) {
            throw new ZooPatchException("cannot read " + file + ": " + failure, failure);
        }
        TreeMap<String, String> header = header(text);
        header.putIfAbsent("name", fileName.group(1));
        return new ZooPatch(
                file,
                header.get("name"),
                header.getOrDefault("breaks", NOT_SAID),
                header.getOrDefault("source", NOT_SAID),
                header.getOrDefault("shows", NOT_SAID),
                diff(file, text));
    }

    /** What stands before the diff: our keys and their values; whatever else is written there is left to its reader. */
    private static TreeMap<String, String> header(String text) {
        TreeMap<String, String> header = new TreeMap<>();
        String last = null;
        for (String line :
                text.lines().takeWhile(line -> !DIFF.matcher(line).lookingAt()).toList()) {
            Matcher entry = HEADER.matcher(line);
            Matcher continuation = CONTINUATION.matcher(line);
            if (entry.matches() && KEYS.contains(entry.group(1).toLowerCase(Locale.ROOT))) {
                last = entry.group(1).toLowerCase(Locale.ROOT);
                header.put(last, entry.group(2).strip());
            } else if (last != null && continuation.matches()) {
                header.merge(last, continuation.group(1).strip(), (above, below) -> above + " " + below);
            } else {
                last = null;
            }
        }
        return header;
    }

    private static UnifiedDiff diff(Path file, String text) throws ZooPatchException {
        UnifiedDiff diff;
        try {
            diff = UnifiedDiffReader.parseUnifiedDiff(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException malformed) {
            throw new ZooPatchException(file + ": not a unified diff: " + malformed.getMessage(), malformed);
        }
        if (diff.getFiles().isEmpty()) {
            throw new ZooPatchException(file + ": there is no diff in it");
        }
        for (UnifiedDiffFile change : diff.getFiles()) {
            String path = change.getFromFile();
            if (path == null || !TARGET.matcher(path).matches() || !path.equals(change.getToFile())) {
                throw new ZooPatchException(file + ": it changes '" + path
                        + "'; expected a source of engine, kv or storage that stays where it is");
            }
            if (change.getPatch().getDeltas().isEmpty()) {
                throw new ZooPatchException(file + ": " + path + ": there is no hunk");
            }
        }
        return diff;
    }

    /**
     * The sources it changes, by path from {@code home}, as they are with the bug in them.
     *
     * <p>Every line of a hunk that is not added must be there exactly. Where in the file it is there may differ from
     * what the hunk says, so that a change elsewhere in the file does not spoil the patch.
     *
     * @throws ZooPatchException if a file is missing or a hunk does not match; names both
     */
    SortedMap<String, String> apply(Path home) throws ZooPatchException {
        TreeMap<String, String> changed = new TreeMap<>();
        for (UnifiedDiffFile change : diff.getFiles()) {
            String path = change.getFromFile();
            changed.put(path, apply(change, path, readSource(home, path)));
        }
        return changed;
    }

    private String readSource(Path home, String path) throws ZooPatchException {
        try {
            return Files.readString(home.resolve(path));
        } catch (IOException missing) {
            throw new ZooPatchException(file + ": cannot read " + path + " below " + home, missing);
        }
    }

    private String apply(UnifiedDiffFile change, String path, String source) throws ZooPatchException {
        List<String> old = Arrays.asList(source.split("\n", -1));
        List<String> result = new ArrayList<>();
        int copied = 0;
        int shift = 0;
        int hunk = 0;
        for (AbstractDelta<String> delta : change.getPatch().getDeltas()) {
            hunk++;
            Chunk<String> wanted = delta.getSource();
            int place = place(old, wanted.getLines(), copied, wanted.getPosition() + shift);
            if (place < 0) {
                throw new ZooPatchException(file + ": hunk " + hunk + " does not match " + path + " (line "
                        + (wanted.getPosition() + 1) + "): expected '" + firstMissing(old, wanted, copied) + "'");
            }
            result.addAll(old.subList(copied, place));
            result.addAll(delta.getTarget().getLines());
            copied = place + wanted.size();
            shift = place - wanted.getPosition();
        }
        result.addAll(old.subList(copied, old.size()));
        return String.join("\n", result);
    }

    /**
     * The line nearest to {@code expected}, and not before {@code from}, at which all of these lines stand; -1 if there
     * is none.
     */
    private static int place(List<String> text, List<String> lines, int from, int expected) {
        int best = -1;
        for (int at = from; at + lines.size() <= text.size(); at++) {
            boolean nearer = best < 0 || Math.abs(at - expected) < Math.abs(best - expected);
            if (nearer && text.subList(at, at + lines.size()).equals(lines)) {
                best = at;
            }
        }
        return best;
    }

    /** The first line of the hunk that is nowhere below, or its first line if each of them is somewhere. */
    private static String firstMissing(List<String> text, Chunk<String> wanted, int from) {
        List<String> rest = text.subList(from, text.size());
        return wanted.getLines().stream()
                .filter(line -> !rest.contains(line))
                .findFirst()
                .orElse(wanted.getLines().get(0));
    }
}
