package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;

/**
 * One history to be decided.
 *
 * @param name what it is called in tables
 * @param group the table it stands in
 * @param history the operations
 * @param model what judges them
 */
record Contest(String name, String group, History history, Model<?> model) {}
