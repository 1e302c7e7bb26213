/**
 * A real cluster under torture: processes that are killed and stopped, sockets between them that are cut, disks that
 * fill, and clients that write down what they saw.
 *
 * <p>{@link dev.seaworthy.cli.torture.Schedule} says what goes wrong and when; it follows from a seed and is data.
 * {@link dev.seaworthy.cli.torture.Nemesis} carries it out, on {@link dev.seaworthy.cli.torture.Victims} and on the
 * {@link dev.seaworthy.cli.torture.Network} between them. {@link dev.seaworthy.cli.torture.Traffic} are the clients,
 * whose history is judged afterwards; {@link dev.seaworthy.cli.torture.Recovery} is how long nobody was served.
 *
 * <p>Nothing else here is the same in every run: processes and threads meet as they please. The same seed gives the
 * same schedule, and no more.
 */
package dev.seaworthy.cli.torture;
