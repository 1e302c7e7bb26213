package dev.seaworthy.cli.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.cli.Shell;
import dev.seaworthy.cli.zoo.ZooFolder;
import dev.seaworthy.cli.zoo.ZooPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every block of code on our pages does what it says; see {@link #check} for the kinds there are. */
class DocsTest {
    private static final Path ROOT = Path.of(System.getProperty("seaworthy.home"));
    private static final String SEAWORTHY = "./seaworthy";
    private static final String DRAWING = "(?s).*[\\u2500-\\u257f\\u25b2-\\u25bc].*";
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    private static final Pattern MENTION = Pattern.compile("`((?:\\./seaworthy|seaworthy|\\./mvnw|bench/run) [^`]+)`");

    @TempDir
    Path home;

    private final List<Rehearsal> rehearsals = new ArrayList<>();
    private final Tools tools = new Tools(ROOT);

    private Shared shared;

    @BeforeEach
    void prepare() {
        shared = new Shared(home.resolve("cluster"));
    }

    @AfterEach
    void stop() {
        rehearsals.forEach(Rehearsal::close);
        shared.close();
    }

    @TestFactory
    Stream<DynamicContainer> everyBlockDoesWhatItSays() throws IOException {
        List<DynamicContainer> pages = new ArrayList<>();
        int blocks = 0;
        for (String page : Pages.all(ROOT)) {
            Path folder = Files.createDirectory(home.resolve(page.replace('/', '-')));
            Rehearsal rehearsal = new Rehearsal(ROOT, folder, shared);
            rehearsals.add(rehearsal);
            List<DynamicTest> tests = new ArrayList<>();
            for (Block block : Block.of(ROOT, page)) {
                tests.add(DynamicTest.dynamicTest(block.where() + " " + block.kind(), () -> check(block, rehearsal)));
            }
            blocks += tests.size();
            pages.add(DynamicContainer.dynamicContainer(page, tests));
        }
        assertTrue(blocks > 80, "only " + blocks + " blocks were found");
        return pages.stream();
    }

    /** Commands in the text between the blocks: those that there are, with options that they have. */
    @Test
    void everyCommandThatIsMentionedIsThere() throws Exception {
        List<String> wrong = new ArrayList<>();
        CommandLine seaworthy = Shell.commandLine();
        for (String page : Pages.all(ROOT)) {
            String text = Block.textBetween(ROOT, page);
            for (MatchResult mention : MENTION.matcher(text).results().toList()) {
                long line = 1 + text.substring(0, mention.start()).lines().count();
                String command = mention.group(1).replaceAll("\\s+", " ");
                if (!command.matches("(\\./)?seaworthy .*")) {
                    List<String> words = List.of(command.split(" "));
                    try {
                        tools.check(new Line(page + ":" + line, List.of(), words, "", List.of(), List.of()), home);
                    } catch (AssertionError e) {
                        wrong.add(e.getMessage());
                    }
                    continue;
                }
                String unknown = unknownIn(command.replaceFirst("\\S+ ", ""), seaworthy);
                if (!unknown.isEmpty()) {
                    wrong.add(page + ":" + line + ": `" + command + "` has " + unknown
                            + ", which the command does not know: mend the page");
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Options in the text, alone or with their command: some command has each, of ours or of what is beside it. */
    @Test
    void everyOptionThatIsMentionedIsThere() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        options(Shell.commandLine(), known);
        String others = tools.texts();
        List<String> wrong = new ArrayList<>();
        int options = 0;
        for (String page : Pages.all(ROOT)) {
            String text = Block.textBetween(ROOT, page);
            for (MatchResult code : CODE.matcher(text).results().toList()) {
                for (MatchResult option : OPTION.matcher(code.group()).results().toList()) {
                    options++;
                    if (!known.contains(option.group()) && !others.contains(option.group())) {
                        long line = 1 + text.substring(0, code.start()).lines().count();
                        wrong.add(page + ":" + line + ": no command has " + option.group() + ": mend the page");
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(options > 100, "only " + options + " options were found");
    }

    private static void options(CommandLine command, TreeSet<String> known) {
        command.getCommandSpec().options().forEach(option -> known.addAll(List.of(option.names())));
        command.getSubcommands().values().forEach(sub -> options(sub, known));
    }

    /** The page of the command leaves nothing out. */
    @Test
    void everyCommandAndOptionIsOnItsPage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/cli.md"));
        String options = page + Files.readString(ROOT.resolve("docs/node-options.md"));
        List<String> missing = new ArrayList<>();
        collect("", Shell.commandLine(), page, options, missing);
        assertEquals(List.of(), missing, "docs/cli.md does not tell of these: add them");
    }

    @Test
    void everyExceptionIsStillNeeded() throws IOException {
        TreeSet<String> unused = Rehearsal.exceptions();
        for (String page : Pages.all(ROOT)) {
            for (Block block : Block.of(ROOT, page)) {
                for (Line line : commands(block)) {
                    if (line.words().get(0).equals(SEAWORTHY)) {
                        unused.remove(line.text().substring(SEAWORTHY.length()).strip());
                    }
                }
            }
        }
        assertEquals(List.of(), List.copyOf(unused), "no page has these any more: take them out of Rehearsal");
        for (Map.Entry<String, String> elsewhere : Rehearsal.ELSEWHERE.entrySet()) {
            String test = testText(elsewhere.getValue());
            String command = "\"" + elsewhere.getKey().split(" ")[0] + "\"";
            assertTrue(test.contains(command), elsewhere.getValue() + " does not run " + command);
        }
    }

    private static List<Line> commands(Block block) {
        return switch (block.kind()) {
            case "sh" -> Line.ofScript(block);
            case "console" -> Line.ofSession(block);
            default -> List.of();
        };
    }

    private void check(Block block, Rehearsal rehearsal) throws Exception {
        if (!block.heldBy().isEmpty()) {
            isHeld(block);
        }
        switch (block.kind()) {
            case "sh" -> {
                tools.syntax(block);
                for (Line line : commands(block)) {
                    run(line, rehearsal);
                }
            }
            case "console" -> {
                for (Line line : commands(block)) {
                    run(line, rehearsal);
                }
            }
            case "usage" -> usage(block);
            case "java" -> Excerpt.check(ROOT, block);
            case "xml" -> PomPart.check(ROOT, block);
            case "text" -> {
                if (block.heldBy().isEmpty()
                        && !String.join("\n", block.lines()).matches(DRAWING)) {
                    throw block.wrong("no drawing: make it a session (```console), or name the test that holds it"
                            + " (```text SomeTest)");
                }
            }
            default ->
                throw block.wrong("a block of the kind \"" + block.kind() + "\", which nobody checks; there are"
                        + " ```sh (commands), ```console (commands behind \"$ \", with their output), ```usage (what may"
                        + " be typed), ```java (an excerpt of a test), ```xml (a part of a pom), ```text (a drawing, or"
                        + " what the test behind it holds)");
        }
    }

    /** A block that names a test: the test reads its page. */
    private static void isHeld(Block block) throws IOException {
        if (!testText(block.heldBy()).contains(block.page())) {
            throw block.wrong(block.heldBy() + " does not read " + block.page() + ": let it hold the block");
        }
    }

    private static String testText(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path source : Pages.testSources(ROOT, name + ".java")) {
            text.append(Files.readString(source));
        }
        return text.toString();
    }

    private void run(Line line, Rehearsal rehearsal) throws Exception {
        for (List<String> filter : line.filters()) {
            tools.check(new Line(line.where(), List.of(), filter, "", List.of(), List.of()), rehearsal.folder());
        }
        if (!line.words().get(0).equals(SEAWORTHY)) {
            tools.check(line, rehearsal.folder());
            return;
        }
        tools.settings(line);
        bugsAreThere(line);
        rehearsal.run(line);
    }

    /** Parsing does not know the names of bugs, and not every command is run. */
    private static void bugsAreThere(Line line) throws Exception {
        int zoo = line.words().indexOf(line.words().contains("zoo") ? "--only" : "--zoo");
        if (zoo < 0) {
            return;
        }
        String name = line.words().get(zoo + 1);
        List<ZooPatch> patches = ZooFolder.patches(ROOT.resolve("zoo"));
        if (patches.stream().noneMatch(patch -> ZooFolder.isCalled(patch, name))) {
            throw line.wrong("the zoo has no bug " + name + ": mend the page");
        }
    }

    private static void usage(Block block) {
        for (int i = 0; i < block.lines().size(); i++) {
            Line line = new Line(block.at(i), List.of(), List.of(), "", List.of(), List.of());
            List<List<String>> commands;
            try {
                commands = Usage.commands(block.lines().get(i));
            } catch (IllegalArgumentException e) {
                throw line.wrong(e.getMessage());
            }
            for (List<String> words : commands) {
                if (!words.get(0).equals(SEAWORTHY)) {
                    throw line.wrong("usages of " + SEAWORTHY + " only");
                }
                Rehearsal.parse(line, words.subList(1, words.size()));
            }
        }
    }

    /** The first word that is neither a command nor an option of it; what else is typed is not looked at. */
    private static String unknownIn(String mention, CommandLine seaworthy) {
        CommandLine command = seaworthy;
        boolean inName = true;
        for (String word : mention.split("\\s+")) {
            String plain = word.replaceAll("[\\[\\],]", "");
            if (plain.startsWith("--") || plain.matches("-[a-z]")) {
                if (command.getCommandSpec().findOption(plain.replaceFirst("=.*", "")) == null) {
                    return plain;
                }
            } else if (inName && command.getSubcommands().containsKey(plain)) {
                command = command.getSubcommands().get(plain);
                continue;
            } else if (inName && !command.getSubcommands().isEmpty()) {
                return plain;
            }
            inName = false;
        }
        return "";
    }

    private static void collect(String name, CommandLine command, String page, String all, List<String> missing) {
        CommandSpec spec = command.getCommandSpec();
        if (spec.usageMessage().hidden() && !name.equals("hash")) {
            return;
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()
                    && !Pattern.compile(Pattern.quote(option.longestName()) + "(?![\\w-])")
                            .matcher(all)
                            .find()) {
                missing.add(name + " " + option.longestName());
            }
        }
        if (command.getSubcommands().isEmpty() && !page.contains("\n" + SEAWORTHY + " " + name)) {
            missing.add("how " + name + " is typed");
        }
        command.getSubcommands().forEach((sub, line) -> {
            collect((name + " " + sub).strip(), line, page, all, missing);
        });
    }
}
