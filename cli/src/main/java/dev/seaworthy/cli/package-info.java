/**
 * The {@code seaworthy} command. Each subcommand is a class of its own that reads its arguments, calls one library and
 * prints: what it prints for people and what it prints for programs ({@code --json}) come from the same result.
 *
 * <p>All that a command finds around itself, such as the terminal, the clock and the simulator, comes in through
 * {@link dev.seaworthy.cli.Surroundings}, so that tests can run it in their own. Results go to standard output,
 * progress and complaints to standard error. {@link dev.seaworthy.cli.ExitCode} lists what the shell is told.
 *
 * <p>Start reading at {@link dev.seaworthy.cli.Main}.
 */
package dev.seaworthy.cli;
