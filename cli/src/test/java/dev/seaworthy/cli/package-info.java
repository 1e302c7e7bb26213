/** The commands, run in this JVM with their output captured, and the whole program in JVMs of its own. */
package dev.seaworthy.cli;
