package dev.seaworthy.cli;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The reference page of the options of {@code seaworthy node} and {@code seaworthy init}, in Markdown, out of the
 * options themselves. What a description says after {@value #DEFAULT} is the default, and {@value #NEEDED} at its end
 * means that there is none.
 */
final class OptionsPage {
    static final String DEFAULT = "; default: ";
    static final String NEEDED = "; needed.";

    private static final List<String> EVERYWHERE = List.of("help", "version");

    private static final String HEAD = """
            # Options of a node

            Made by `./seaworthy options > docs/node-options.md` out of the options themselves; a test holds it
            against them.

            ## seaworthy node

            Each option can be given in three ways. The command line overrules the environment, which overrules the
            file. A variable that begins with `SEAWORTHY_NODE_`, or a key of the file, that is none of these is refused,
            with its place and the nearest that there is. Paths in the file are meant from where the file is, all others
            from where the command runs. An option without a value is `true` or `false` in the file and in the
            environment.

            """;

    private OptionsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| option | variable | key | default | meaning |\n|---|---|---|---|---|\n");
        for (OptionSpec option : options(new NodeCommand())) {
            String key = NodeKeys.keyOf(option);
            row(
                    page,
                    flag(option),
                    NodeKeys.isInEnvironment(key) ? code(NodeKeys.variableOf(key)) : "",
                    NodeKeys.isInFile(key) ? code(key) : "",
                    defaultOf(option),
                    meaning(option));
        }
        page.append("\n## seaworthy init\n\n| option | default | meaning |\n|---|---|---|\n");
        for (OptionSpec option : options(new InitCommand())) {
            row(page, flag(option), defaultOf(option), meaning(option));
        }
        return page.toString();
    }

    /** By name: the order in which a class has its fields is nobody's promise. */
    private static List<OptionSpec> options(Object command) {
        return CommandSpec.forAnnotatedObject(command).options().stream()
                .filter(option -> !EVERYWHERE.contains(NodeKeys.keyOf(option)))
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
    }

    private static void row(StringBuilder page, String... cells) {
        for (String cell : cells) {
            page.append("| ").append(cell.replace("|", "\\|")).append(cell.isEmpty() ? "" : " ");
        }
        page.append("|\n");
    }

    private static String flag(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return code(option.longestName() + label);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String description(OptionSpec option) {
        return String.join(" ", option.description());
    }

    /** Everything of the description but the default. */
    static String meaning(OptionSpec option) {
        String text = description(option);
        int end = text.endsWith(NEEDED) ? text.length() - NEEDED.length() : text.indexOf(DEFAULT);
        return end < 0 ? text : text.substring(0, end) + ".";
    }

    static String defaultOf(OptionSpec option) {
        String text = description(option);
        int begin = text.indexOf(DEFAULT);
        if (begin >= 0) {
            return text.substring(begin + DEFAULT.length()).replaceFirst("\\.$", "");
        }
        if (option.required() || text.endsWith(NEEDED)) {
            return "needed";
        }
        return option.arity().max() == 0 ? "off" : "none";
    }
}
