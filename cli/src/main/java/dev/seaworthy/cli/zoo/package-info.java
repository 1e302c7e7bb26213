/**
 * The bug zoo: the measure of a simulator is the bugs it finds. Each bug is a small patch against our own sources.
 *
 * <p>{@link dev.seaworthy.cli.zoo.ZooPatch} reads a patch and applies it to the text of the sources,
 * {@link dev.seaworthy.cli.zoo.BrokenBuild} compiles the modules it touches, and a
 * {@link dev.seaworthy.cli.zoo.BrokenClassLoader} holds a second simulator that is linked against the result, beside
 * the good one. {@link dev.seaworthy.cli.zoo.ZooHunt} asks both for verdicts, seed by seed, until the broken one fails
 * where the good one does not. Nothing is written to disk, and no source is ever changed.
 */
package dev.seaworthy.cli.zoo;
