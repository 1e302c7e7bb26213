package dev.seaworthy.storage;

import java.nio.file.Path;

/**
 * What was cut from the end of a file because its writing had not come to an end.
 *
 * @param file which file
 * @param offset its size since, in bytes: the end of its last whole record
 * @param droppedBytes how many bytes after that were not zero or came before one that was not
 * @param copy where those bytes are kept
 */
public record TornTail(Path file, long offset, long droppedBytes, Path copy) {}
