package dev.seaworthy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seaworthy options}: prints the reference page of a node's options, for the documentation. */
@Command(
        name = "options",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print the reference page of the options of 'seaworthy node' and 'seaworthy init', in Markdown.")
final class OptionsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(OptionsPage.text());
        spec.commandLine().getOut().flush();
    }
}
