package dev.seaworthy.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The project as the house tests see it: its folders on disk and its compiled classes, tests left out. */
final class House {
    static final String BASE = "dev.seaworthy";

    /** Folders that hold no sources of ours: what builds and tools leave behind. */
    private static final Set<String> NOT_OURS =
            Set.of("target", "out", ".git", ".idea", ".vscode", ".settings", "node_modules");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private House() {}

    /** All main classes on this module's class path, which is that of the whole project. */
    static JavaClasses classes() {
        return Imported.CLASSES;
    }

    /** The root of the source tree, as the build says; without a build, the nearest folder above with the wrapper. */
    static Path root() {
        String told = System.getProperty("seaworthy.home");
        if (told != null) {
            return Path.of(told);
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** The modules that the root pom names. */
    static List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(root().resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The Java sources below {@code folder} ("src/main/java") of one module; none if the module has no such folder. */
    static List<Path> sources(String module, String folder) throws IOException {
        Path start = root().resolve(module).resolve(folder);
        return Files.isDirectory(start)
                ? filesBelow(start).stream()
                        .filter(file -> file.toString().endsWith(".java"))
                        .toList()
                : List.of();
    }

    /** Every file of ours below {@code start}, in order of name. */
    static List<Path> filesBelow(Path start) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean ours = folder.equals(start)
                        || !NOT_OURS.contains(folder.getFileName().toString());
                return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }

    private static final class Imported {
        static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(BASE);
    }
}
