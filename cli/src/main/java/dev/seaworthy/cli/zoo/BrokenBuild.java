package dev.seaworthy.cli.zoo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The modules a patch touches, compiled with it, in memory, against the class path of this JVM.
 *
 * @param patch the bug
 * @param classes all classes of those modules, by binary name
 */
public record BrokenBuild(ZooPatch patch, SortedMap<String, byte[]> classes) {
    private static final int ERRORS_SHOWN_MAX = 3;
    private static final List<String> OPTIONS =
            List.of("--release", "17", "-proc:none", "-encoding", "UTF-8", "-g", "-nowarn", "-classpath");

    /**
     * Compiles. Whole modules are, since constants and records reach into classes whose sources did not change.
     *
     * @param home the folder of the project's sources
     * @throws ZooPatchException if the patch does not apply or does not compile
     */
    public static BrokenBuild of(ZooPatch patch, Path home) throws ZooPatchException {
        SortedMap<String, String> changed = patch.apply(home);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new ZooPatchException("a JDK is needed to compile " + patch.file() + "; this JVM has no compiler");
        }
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<String> options = new ArrayList<>(OPTIONS);
        options.add(System.getProperty("java.class.path"));
        try (StandardJavaFileManager files =
                        compiler.getStandardFileManager(problems, Locale.ROOT, StandardCharsets.UTF_8);
                ClassesInMemory classes = new ClassesInMemory(files)) {
            List<JavaFileObject> sources = sources(files, changed, home);
            if (!compiler.getTask(null, classes, problems, options, null, sources)
                    .call()) {
                throw new ZooPatchException(patch.file() + " does not compile: " + brief(problems));
            }
            return new BrokenBuild(patch, classes.bytes());
        } catch (IOException | UncheckedIOException failure) {
            throw new ZooPatchException("cannot read the sources below " + home + ": " + failure, failure);
        }
    }

    private static List<JavaFileObject> sources(
            StandardJavaFileManager files, SortedMap<String, String> changed, Path home) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        List<Path> unchanged = new ArrayList<>();
        List<String> modules = changed.keySet().stream()
                .map(path -> path.substring(0, path.indexOf('/')))
                .distinct()
                .toList();
        for (String module : modules) {
            try (Stream<Path> tree = Files.walk(home.resolve(module).resolve("src/main/java"))) {
                tree.filter(path -> path.toString().endsWith(".java")).sorted().forEach(path -> {
                    String relative = home.relativize(path).toString().replace('\\', '/');
                    if (!changed.containsKey(relative)) {
                        unchanged.add(path);
                    }
                });
            }
        }
        files.getJavaFileObjectsFromPaths(unchanged).forEach(sources::add);
        changed.forEach((path, text) -> sources.add(new SourceText(path, text)));
        return sources;
    }

    private static String brief(DiagnosticCollector<JavaFileObject> problems) {
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .limit(ERRORS_SHOWN_MAX)
                .map(problem ->
                        (problem.getSource() == null ? "" : problem.getSource().getName() + ":")
                                + problem.getLineNumber() + ": "
                                + problem.getMessage(Locale.ROOT).replace('\n', ' '))
                .collect(Collectors.joining("; "));
    }

    /** A source that exists only here. */
    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String path, String text) {
            super(URI.create("patched:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** A compiled class that exists only here. */
    private static final class ClassBytes extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassBytes(String className) {
            super(URI.create("broken:///" + className.replace('.', '/') + Kind.CLASS.extension), Kind.CLASS);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class ClassesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final TreeMap<String, ClassBytes> classes = new TreeMap<>();

        ClassesInMemory(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return classes.computeIfAbsent(className, ClassBytes::new);
        }

        SortedMap<String, byte[]> bytes() {
            TreeMap<String, byte[]> bytes = new TreeMap<>();
            classes.forEach((name, file) -> bytes.put(name, file.bytes.toByteArray()));
            return bytes;
        }
    }
}
