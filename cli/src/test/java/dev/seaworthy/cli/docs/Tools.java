package dev.seaworthy.cli.docs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands on pages that are not {@code ./seaworthy}: those of the project, and those of others. */
final class Tools {
    /** What is not run, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "etcdctl", "seldom installed; EtcdctlTest runs it where it is",
            "docker", "needs a daemon and pulls an image",
            "curl", "asks a node that is not there for this page; OpsTest asks one",
            "jq", "seldom installed; what it is given is made",
            "sudo", "changes the machine; InstallTest runs the installer in a folder");

    private static final Pattern OPTION = Pattern.compile("(--[a-z-]+)(=.*)?");
    private static final Pattern OURS = Pattern.compile("(deploy|bench|zoo|docs)/[\\w./-]+");
    private static final List<String> OF_MAVEN =
            List.of("verify", "package", "install", "test", "spotless:apply", "-pl", "-am");
    private static final List<String> PROPERTIES = List.of("skipTests", "test", "surefire.failIfNoSpecifiedTests");

    private final Path root;

    Tools(Path root) {
        this.root = root;
    }

    /** Looks at a command that is not ours, or runs it in the page's folder. */
    void check(Line line, Path folder) throws Exception {
        String tool = line.words().get(0);
        for (String word : line.words()) {
            if (OURS.matcher(word).matches() && !Files.exists(root.resolve(word))) {
                throw line.wrong("there is no " + word + " in the sources: mend the page");
            }
        }
        switch (tool) {
            case "./mvnw" -> maven(line);
            case "bench/run" -> bench(line);
            case "cat" ->
                Files.writeString(folder.resolve(line.words().get(1)), String.join("\n", line.sample()) + "\n");
            case "openssl" -> openssl(line, folder);
            default -> {
                if (!NOT_RUN.containsKey(tool)) {
                    throw line.wrong("nobody knows the command " + tool + ": say in Tools how it is run, or why not");
                }
            }
        }
    }

    /** Whether a shell can read it. */
    void syntax(Block block) throws Exception {
        Process bash =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        bash.getOutputStream().write((String.join("\n", block.lines()) + "\n").getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (bash.waitFor() != 0) {
            throw block.wrong("a shell cannot read this: " + said.strip());
        }
    }

    /** Variables that are set for {@code ./seaworthy} are those that it, or the Maven that builds it, knows. */
    void settings(Line line) throws IOException {
        for (String setting : line.settings()) {
            String name = setting.replaceFirst("=.*", "");
            String value = setting.substring(name.length() + 1);
            if (name.equals("MAVEN_ARGS")) {
                List<String> words = List.of("./mvnw", value);
                maven(new Line(line.where(), List.of(), words, "", List.of(), List.of()));
            } else if (!Files.readString(root.resolve("seaworthy")).contains(name)) {
                throw line.wrong("./seaworthy does not know " + name + ": mend the page");
            }
        }
    }

    /** Goals, profiles, modules and properties that are there. */
    private void maven(Line line) throws IOException {
        List<String> modules = Pages.modules(root);
        StringBuilder poms = new StringBuilder(Files.readString(root.resolve("pom.xml")));
        for (String module : modules) {
            poms.append(Files.readString(root.resolve(module).resolve("pom.xml")));
        }
        String before = "";
        for (String word : line.words().subList(1, line.words().size())) {
            String name = word.replaceFirst("^-[PD]", "").replaceFirst("=.*", "");
            boolean isKnown = OF_MAVEN.contains(word)
                    || before.equals("-pl") && modules.contains(word)
                    || word.startsWith("-P") && poms.indexOf("<id>" + name + "</id>") >= 0
                    || word.startsWith("-D") && isProperty(name, poms);
            if (!isKnown) {
                throw line.wrong(
                        "neither Maven nor a pom knows " + word + ": mend the page, or say in Tools what it is");
            }
            before = word;
        }
    }

    /** One that a profile waits for, that plugins know, or that a source asks for. */
    private boolean isProperty(String name, StringBuilder poms) throws IOException {
        if (PROPERTIES.contains(name) || poms.indexOf("<name>" + name + "</name>") >= 0) {
            return true;
        }
        for (String module : Pages.modules(root)) {
            if (Files.isDirectory(root.resolve(module).resolve("src"))) {
                try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        if (Files.readString(file).contains("\"" + name + "\"")) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    /** What is beside the command and has options of its own: the launcher, the installer, the benchmarks. */
    String texts() throws IOException {
        StringBuilder texts = new StringBuilder();
        for (Path file : benchmarks()) {
            texts.append(Files.readString(file));
        }
        texts.append(Files.readString(root.resolve("seaworthy")));
        return texts.append(Files.readString(root.resolve("deploy/install.sh"))).toString();
    }

    private List<Path> benchmarks() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("bench/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith("Bench.java")).toList();
        }
    }

    /** The benchmarks' module is built upon this one, so their options are looked for in its sources. */
    private void bench(Line line) throws IOException {
        String name = line.words().get(1);
        if (name.equals("jmh")) {
            // The rest is JMH's.
            return;
        }
        for (Path source : benchmarks()) {
            String text = Files.readString(source);
            if (!text.contains("name = \"" + name + "\"")) {
                continue;
            }
            List<String> unknown = new ArrayList<>();
            for (String word : line.words()) {
                var option = OPTION.matcher(word);
                if (option.matches() && !text.contains("\"" + option.group(1) + "\"")) {
                    unknown.add(option.group(1));
                }
            }
            if (!unknown.isEmpty()) {
                throw line.wrong(source.getFileName() + " has no " + String.join(", ", unknown) + ": mend the page");
            }
            return;
        }
        throw line.wrong("there is no benchmark " + name + ": mend the page");
    }

    private static void openssl(Line line, Path folder) throws Exception {
        boolean isThere = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "openssl")));
        if (!isThere) {
            return;
        }
        Process process = new ProcessBuilder(line.words())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw line.wrong("openssl refuses this: " + said.lines().collect(Collectors.joining("; ")));
        }
    }
}
