/**
 * README.md and the pages below {@code docs} do what they say: every block of code on them is of a kind that is known
 * here, and is run, or held against what is run. {@link dev.seaworthy.cli.docs.DocsTest} lists the kinds.
 */
package dev.seaworthy.cli.docs;
