package dev.seaworthy.engine.session;

import dev.seaworthy.engine.session.SessionCommand.Close;
import dev.seaworthy.engine.session.SessionCommand.Execute;
import dev.seaworthy.engine.session.SessionCommand.KeepAlive;
import dev.seaworthy.engine.session.SessionCommand.Open;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of {@link SessionCommand}s. Functions without state, for any thread. */
final class SessionCodec {
    private static final byte VERSION = 2;
    private static final byte OPEN = 1;
    private static final byte EXECUTE = 2;
    private static final byte KEEP_ALIVE = 3;
    private static final byte CLOSE = 4;
    private static final int HEAD_BYTES = 2;
    private static final int EXECUTE_HEAD_BYTES = HEAD_BYTES + 3 * Long.BYTES;

    private SessionCodec() {}

    static byte[] encode(SessionCommand command) {
        if (command instanceof Execute execute) {
            return head(EXECUTE, EXECUTE_HEAD_BYTES + execute.command().length)
                    .putLong(execute.clientId())
                    .putLong(execute.sequence())
                    .putLong(execute.firstUnanswered())
                    .put(execute.command())
                    .array();
        }
        if (command instanceof Open open) {
            return head(OPEN, HEAD_BYTES + Long.BYTES).putLong(open.nonce()).array();
        }
        if (command instanceof KeepAlive keepAlive) {
            return head(KEEP_ALIVE, HEAD_BYTES + 2 * Long.BYTES)
                    .putLong(keepAlive.clientId())
                    .putLong(keepAlive.firstUnanswered())
                    .array();
        }
        Close close = (Close) command;
        return head(CLOSE, HEAD_BYTES + Long.BYTES).putLong(close.clientId()).array();
    }

    static SessionCommand decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES) {
            throw new IllegalArgumentException("no session command has " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "session command of version " + version + ", this code knows " + VERSION);
        }
        byte kind = in.get();
        switch (kind) {
            case EXECUTE -> {
                if (bytes.length < EXECUTE_HEAD_BYTES) {
                    throw new IllegalArgumentException("the head of a command is cut to " + bytes.length + " bytes");
                }
                byte[] command = Arrays.copyOfRange(bytes, EXECUTE_HEAD_BYTES, bytes.length);
                return new Execute(in.getLong(), in.getLong(), in.getLong(), command);
            }
            case OPEN -> {
                checkNumbers(in, 1);
                return new Open(in.getLong());
            }
            case KEEP_ALIVE -> {
                checkNumbers(in, 2);
                return new KeepAlive(in.getLong(), in.getLong());
            }
            case CLOSE -> {
                checkNumbers(in, 1);
                return new Close(in.getLong());
            }
            default -> throw new IllegalArgumentException("no session command is of kind " + kind);
        }
    }

    private static ByteBuffer head(byte kind, int bytes) {
        return ByteBuffer.allocate(bytes).put(VERSION).put(kind);
    }

    private static void checkNumbers(ByteBuffer in, int numbers) {
        if (in.remaining() != numbers * Long.BYTES) {
            throw new IllegalArgumentException(in.remaining() + " bytes where there should be " + numbers + " numbers");
        }
    }
}
