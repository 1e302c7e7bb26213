package dev.seaworthy.storage.contract;

import dev.seaworthy.storage.LevelDbOptions;
import dev.seaworthy.storage.MarkSync;
import java.util.List;

/**
 * What a {@link Writer} is to do.
 *
 * @param seed of its course
 * @param payloadBytesMax size of the largest payload
 * @param steps until it closes its directory
 * @param openings how often it opens the directory
 * @param writeBufferBytes how much is written until LevelDB begins another log file
 * @param markSync when marks are synced
 */
record Run(long seed, int payloadBytesMax, int steps, int openings, int writeBufferBytes, MarkSync markSync) {
    Run(long seed, int payloadBytesMax, int steps, int openings) {
        this(seed, payloadBytesMax, steps, openings, LevelDbOptions.DEFAULT.writeBufferBytes());
    }

    /** With exact marks. */
    Run(long seed, int payloadBytesMax, int steps, int openings, int writeBufferBytes) {
        this(seed, payloadBytesMax, steps, openings, writeBufferBytes, MarkSync.BEFORE_ACKNOWLEDGING);
    }

    /** The same with marks that are synced in quiet moments, of which a writer has none. */
    Run withMarksLater() {
        return new Run(seed, payloadBytesMax, steps, openings, writeBufferBytes, MarkSync.LATER);
    }

    Course course() {
        return new Course(seed, payloadBytesMax);
    }

    List<String> arguments() {
        return List.of(
                Long.toString(seed),
                Integer.toString(payloadBytesMax),
                Integer.toString(steps),
                Integer.toString(openings),
                Integer.toString(writeBufferBytes),
                markSync.name());
    }

    /** From the arguments of a process, the first of which is its directory. */
    static Run of(String[] arguments) {
        return new Run(
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                MarkSync.valueOf(arguments[6]));
    }
}
