package dev.seaworthy.sim.oracle;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.session.SessionReply;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Commands and answers as people read them: what the tested state machine was given and gave, without the session
 * around it. Functions without state.
 */
final class EntryWords {
    /** Of a command or an answer no more is shown than this. */
    static final int CHARACTERS_MAX = 60;

    private EntryWords() {}

    /** What an entry tells the state machine. */
    static String command(LogEntry entry) {
        if (entry.kind() != EntryKind.COMMAND) {
            return "an entry that is no command";
        }
        try {
            SessionCommand command = SessionCommand.decode(entry.payload());
            if (command instanceof SessionCommand.Execute execute) {
                return "the command " + bytes(execute.command());
            }
            return command instanceof SessionCommand.Open ? "the opening of a session" : "a command about a session";
        } catch (IllegalArgumentException withoutSession) {
            return "the command " + bytes(entry.payload());
        }
    }

    /** What the state machine answered. */
    static String answer(byte[] result) {
        if (result == null) {
            return "nothing";
        }
        try {
            SessionReply reply = SessionReply.decode(result);
            return reply.isAnswered() ? bytes(reply.result()) : reply.status().name();
        } catch (IllegalArgumentException withoutSession) {
            return bytes(result);
        }
    }

    /** As text where all of it is visible ASCII, else in hexadecimal; of long ones the beginning. */
    private static String bytes(byte[] bytes) {
        boolean isText = true;
        for (byte each : bytes) {
            isText &= each >= ' ' && each <= '~';
        }
        return isText
                ? '"' + cut(new String(bytes, StandardCharsets.US_ASCII)) + '"'
                : "0x" + cut(HexFormat.of().formatHex(bytes));
    }

    private static String cut(String words) {
        return words.length() <= CHARACTERS_MAX ? words : words.substring(0, CHARACTERS_MAX - 1) + "…";
    }
}
