package dev.seaworthy.cli;

import com.google.protobuf.ByteString;
import dev.seaworthy.kv.KeyRange;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** Which keys a command is about: one, or a range that begins with it. */
final class KeyOptions {
    @Option(names = "--prefix", description = "All keys that begin with KEY; all there are where it is empty.")
    private boolean prefix;

    @Option(names = "--range", paramLabel = "END", description = "All keys from KEY on that come before END.")
    private String end;

    @Option(names = "--from-key", description = "All keys from KEY on.")
    private boolean fromKey;

    /** Whether it may be more than one key. */
    boolean isRange() {
        return prefix || end != null || fromKey;
    }

    /** The range that begins with this key. */
    KeyRange range(String key) {
        int chosen = (prefix ? 1 : 0) + (end != null ? 1 : 0) + (fromKey ? 1 : 0);
        if (chosen > 1) {
            throw new BadInputException("only one of --prefix, --range and --from-key");
        }
        byte[] first = key.getBytes(StandardCharsets.UTF_8);
        return range(first, prefix, end == null ? null : end.getBytes(StandardCharsets.UTF_8), fromKey);
    }

    private static KeyRange range(byte[] first, boolean prefix, byte[] end, boolean fromKey) {
        // The key of one zero byte is the first there can be, and as an end it stands for no end.
        byte[] zero = {0};
        byte[] from = first.length == 0 && (prefix || fromKey) ? zero : first;
        if (prefix) {
            return first.length == 0 ? new KeyRange(zero, zero) : KeyRange.prefix(first);
        } else if (fromKey) {
            return new KeyRange(from, zero);
        }
        if (first.length == 0) {
            throw new BadInputException("a key has at least one byte; --prefix \"\" means all");
        }
        return new KeyRange(first, end == null ? new byte[0] : end);
    }

    static ByteString bytes(byte[] bytes) {
        return ByteString.copyFrom(bytes);
    }
}
