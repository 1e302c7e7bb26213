/**
 * The same seeds in JVMs that differ in everything that must not matter, and, where two runs of a seed are not the
 * same, the first event in which they are not.
 */
package dev.seaworthy.cli.doctor;
