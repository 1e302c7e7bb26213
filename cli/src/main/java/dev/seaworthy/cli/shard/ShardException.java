package dev.seaworthy.cli.shard;

/** A file of a shard that cannot be used; the message says which, why, and what was expected. */
public final class ShardException extends Exception {
    private static final long serialVersionUID = 1L;

    ShardException(String message) {
        super(message);
    }

    ShardException(String message, Throwable cause) {
        super(message, cause);
    }
}
