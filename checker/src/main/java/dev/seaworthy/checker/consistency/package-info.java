/** Weaker promises than linearizability, so that a history that is not linearizable can be told what it still is. */
package dev.seaworthy.checker.consistency;
