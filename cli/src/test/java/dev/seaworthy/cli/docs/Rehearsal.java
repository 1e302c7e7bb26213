package dev.seaworthy.cli.docs;

import dev.seaworthy.cli.Nodes;
import dev.seaworthy.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs the {@code ./seaworthy} commands of one page, one after the other, in a folder that stands for the reader's:
 * what one writes, the next finds. Nodes that a page starts are processes; the addresses of its machines become free
 * ports of this one. Whoever talks to a cluster where the page has started none finds one of one node.
 */
final class Rehearsal implements AutoCloseable {
    /** Run in place of what takes too long. */
    static final Map<String, String> SHORTER = Map.ofEntries(
            Map.entry("sim", "sim --seeds 1..100"),
            Map.entry("sim --seeds 1..1000 --json", "sim --seeds 1..20 --json"),
            Map.entry(
                    "sim --seeds 1..100000 --shard 1/2 --out first",
                    "sim --seeds 1..20 --chunk 5 --shard 1/2 --out first"),
            Map.entry(
                    "sim --seeds 1..100000 --shard 2/2 --out second",
                    "sim --seeds 1..20 --chunk 5 --shard 2/2 --out second"),
            Map.entry("zoo", "zoo --only vote-not-persisted"));

    /** Not run for a page, only understood: the test that runs it, in a form of its own. */
    static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("cluster", "ClusterCommandTest"),
            Map.entry("cluster --demo", "ClusterCommandTest"),
            Map.entry("torture --time 60s --nodes 5", "TortureCommandTest"),
            Map.entry("torture --time 60s --nodes 5 --seed 4", "TortureCommandTest"),
            Map.entry("torture --zoo read-without-quorum --faults pause,partition", "TortureCommandTest"),
            // A minute where others work, too; the replay below it shows that this seed fails.
            Map.entry("shrink 36 --zoo due-snapshot-forgotten", "ShrinkCommandTest"),
            // Knossos is not on the class path.
            Map.entry("check --checker knossos history.edn", "CheckCommandTest"),
            Map.entry("check --checker knossos --classpath /opt/knossos/* history.edn", "CheckCommandTest"),
            // They write into the sources, or take hours.
            Map.entry("zoo --corpus sim/src/test/resources/corpus", "ZooCommandTest"),
            Map.entry("zoo --only stale-vote-reply-counted --corpus sim/src/test/resources/corpus", "ZooCommandTest"),
            Map.entry("zoo --seeds 4000 --random --table --corpus DIR", "ZooCommandTest"));

    private static final Set<String> LONG = Set.of("cluster", "torture", "doctor");

    /** What does not end with 0, and where the page says so. A sample may say so, too: {@link #expectedCode}. */
    static final Map<String, Integer> ENDS = Map.of(
            "replay 36 --zoo due-snapshot-forgotten --html report.html",
            1,
            "recover --force-new-cluster --config node-1/node.properties",
            2);

    /** What the reader has already. */
    private static final Map<String, String> BROUGHT = Map.of("history.edn", """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """);

    private static final Pattern MACHINE = Pattern.compile("10\\.0\\.0\\.\\d+:\\d+");
    private static final String PATIENCE = "60s";
    private static final String RECORD = "seaworthy.docs.record";
    private static final int LINES_SHOWN = 60;

    private final Path root;
    private final Path folder;
    private final Map<String, String> machines = new HashMap<>();
    private final Nodes nodes = new Nodes();
    private final Shared shared;

    /**
     * A folder for one page.
     *
     * @param root where the pages are
     * @param folder an empty one
     * @param shared what pages have in common
     */
    Rehearsal(Path root, Path folder, Shared shared) throws IOException {
        this.root = root;
        this.folder = folder;
        this.shared = shared;
        for (Map.Entry<String, String> file : BROUGHT.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    Path folder() {
        return folder;
    }

    /** Runs a command and holds exit code and output against what the page shows. */
    void run(Line line) throws Exception {
        List<String> words = line.words().subList(1, line.words().size());
        String text = String.join(" ", words);
        String known = text.replace(folder + "/", "");
        if (ELSEWHERE.containsKey(known)) {
            parse(line, usable(words));
            return;
        }
        if (SHORTER.containsKey(known)) {
            words = List.of(SHORTER.get(known).split(" "));
        }
        words = usable(words);
        ParseResult parsed = deepest(parse(line, words));
        if (parsed.commandSpec().name().equals("node")) {
            start(line, Path.of(parsed.matchedOption("--config").getValue().toString()));
            return;
        }
        if (LONG.contains(parsed.commandSpec().name())) {
            throw line.wrong("this runs for minutes or for ever: name the test that runs it, in Rehearsal.ELSEWHERE");
        }
        if (parsed.commandSpec().name().equals("recover")) {
            nodes.killAll();
        }
        List<String> real = inFolder(reachable(words, parsed), parsed);
        boolean isPure = real.equals(words) && line.into().isEmpty();
        Shell.Outcome outcome = isPure && shared.outcomes().containsKey(real)
                ? shared.outcomes().get(real)
                : execute(line, real);
        if (isPure) {
            shared.outcomes().put(real, outcome);
        }
        compare(line, known, outcome);
    }

    /** Whether this means something to the command; what is only understood and not run, so far as that tells. */
    static ParseResult parse(Line line, List<String> words) {
        try {
            return Shell.parse(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw line.wrong(
                    "\"" + String.join(" ", words) + "\": " + e.getMessage() + "; mend the page, or the command");
        }
    }

    private Shell.Outcome execute(Line line, List<String> words) throws IOException {
        String[] arguments = words.toArray(String[]::new);
        if (line.into().isEmpty()) {
            return Shell.runOnTerminal(arguments);
        }
        Shell.Outcome outcome = Shell.run(arguments);
        Files.writeString(folder.resolve(line.into()), outcome.out());
        return new Shell.Outcome(outcome.code(), outcome.err(), "");
    }

    private void compare(Line line, String text, Shell.Outcome outcome) throws IOException {
        String said = outcome.out().replace(folder + "/", "");
        int expected = expectedCode(line, text);
        if (outcome.code() != expected) {
            throw line.wrong("exit code " + outcome.code() + ", not " + expected
                    + ": mend the page, or say in Rehearsal.ENDS why it is that; it printed\n" + said);
        }
        if (line.sample().isEmpty()) {
            return;
        }
        Optional<String> difference = Sample.difference(line.sample(), said);
        if (difference.isEmpty() || Boolean.getBoolean(RECORD) && drawAnew(line, said)) {
            return;
        }
        throw line.wrong("the page shows \"" + difference.get() + "\", which is not what is printed there. Show what is"
                + " printed now, with ... for what may be anything (-D" + RECORD + "=true changes the numbers):\n"
                + shown(line, said));
    }

    /** A long output goes into a file beside the reports. */
    private String shown(Line line, String said) throws IOException {
        if (said.lines().count() <= LINES_SHOWN) {
            return said;
        }
        Path file = root.resolve("cli/target/docs").resolve(line.where().replaceAll("[/:]", "-") + ".txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, said);
        return said.lines().limit(LINES_SHOWN / 10).collect(Collectors.joining("\n")) + "\n... all of it is in " + file;
    }

    /** Writes the page with the numbers of today, where nothing but numbers is different. */
    private boolean drawAnew(Line line, String said) throws IOException {
        List<String> today = Sample.redrawn(line.sample(), said);
        if (Sample.difference(today, said).isPresent()) {
            return false;
        }
        int colon = line.where().lastIndexOf(':');
        Path page = root.resolve(line.where().substring(0, colon));
        int first = Integer.parseInt(line.where().substring(colon + 1));
        List<String> lines = new ArrayList<>(Files.readAllLines(page));
        for (int i = 0; i < today.size(); i++) {
            lines.set(first + i, today.get(i));
        }
        Files.write(page, lines);
        return true;
    }

    /** A sample that shows a conflict or a complaint shows the exit code as well. */
    private static int expectedCode(Line line, String text) {
        String first = line.sample().isEmpty() ? "" : line.sample().get(0);
        if (first.startsWith("NOT LINEARIZABLE")) {
            return 1;
        }
        return first.startsWith("seaworthy ") ? 2 : ENDS.getOrDefault(text, 0);
    }

    /** With ports of this machine for those of the page's, and for what the page leaves open. */
    private List<String> usable(List<String> words) throws IOException {
        List<String> usable = new ArrayList<>();
        for (String word : words) {
            if (word.equals("...") || word.equals("1=...")) {
                usable.add(word.replace("...", machine(word)));
                continue;
            }
            Matcher address = MACHINE.matcher(word);
            StringBuilder here = new StringBuilder();
            while (address.find()) {
                address.appendReplacement(here, machine(address.group()));
            }
            usable.add(address.appendTail(here).toString());
        }
        return usable;
    }

    private String machine(String address) throws IOException {
        while (!machines.containsKey(address)) {
            String free = Nodes.freeAddresses(1).get(0);
            // Nobody listens there yet, so the same could be given twice.
            if (!machines.containsValue(free)) {
                machines.put(address, free);
            }
        }
        return machines.get(address);
    }

    /** With the endpoints of the cluster there is, where the command talks to one, and time for a slow machine. */
    private List<String> reachable(List<String> words, ParseResult parsed) throws IOException {
        boolean asksNobody = parsed.commandSpec().name().equals("init") && !parsed.hasMatchedOption("--join");
        if (parsed.commandSpec().findOption("--endpoints") == null || asksNobody) {
            return words;
        }
        String endpoints = nodes.endpoints().isEmpty() ? shared.endpoints() : nodes.endpoints();
        List<String> reachable = new ArrayList<>(words);
        int given = reachable.indexOf("--endpoints");
        if (given >= 0) {
            reachable.subList(given, given + 2).clear();
        }
        reachable.addAll(List.of("--endpoints", endpoints, "--timeout", PATIENCE));
        return reachable;
    }

    /**
     * Where the page's folders are still where they were made, all are carried to where it starts them, and started.
     */
    private void start(Line line, Path config) throws IOException {
        Path there = folder.resolve(config);
        Path made = folder.resolve("new");
        if (!Files.exists(there) && Files.isDirectory(made)) {
            try (Stream<Path> folders = Files.list(made)) {
                for (Path one : folders.sorted().toList()) {
                    Path carried = Files.move(one, folder.resolve(one.getFileName()));
                    nodes.start(carried.resolve("node.properties"));
                }
            }
        } else if (Files.exists(there)) {
            nodes.start(there);
        } else {
            throw line.wrong("no block above makes " + config);
        }
    }

    /** With the files it names in the reader's folder. */
    private List<String> inFolder(List<String> words, ParseResult parsed) {
        Set<String> files = new LinkedHashSet<>();
        for (ArgSpec arg : parsed.commandSpec().args()) {
            boolean isPath =
                    arg.type() == Path.class || List.of(arg.auxiliaryTypes()).contains(Path.class);
            boolean isNamedFile = arg.paramLabel().contains("FILE");
            for (String value : isPath || isNamedFile ? arg.originalStringValues() : List.<String>of()) {
                // Where a seed may stand instead, a number is one.
                if (isPath || !value.matches("\\d+")) {
                    files.add(value);
                }
            }
        }
        return words.stream()
                .map(word -> files.contains(word) ? folder.resolve(word).toString() : word)
                .toList();
    }

    static ParseResult deepest(ParseResult parsed) {
        ParseResult deepest = parsed;
        while (deepest.subcommand() != null) {
            deepest = deepest.subcommand();
        }
        return deepest;
    }

    /** The commands that are made an exception of, as pages write them. */
    static TreeSet<String> exceptions() {
        TreeSet<String> all = new TreeSet<>(SHORTER.keySet());
        all.addAll(ELSEWHERE.keySet());
        all.addAll(ENDS.keySet());
        return all;
    }

    @Override
    public void close() {
        nodes.close();
    }
}
