/** The machinery of the bug zoo, and the bugs in it. */
package dev.seaworthy.cli.zoo;
