package dev.seaworthy.checker;

/**
 * A model each partition of which holds one value that operations read, write, and compare and set. Histories of such
 * models can be decided without search where the values written tell the writes apart.
 *
 * @param <S> the value, which is the state
 */
public interface RegisterLike<S> extends Model<S> {
    /**
     * What the operation does, in agreement with {@link #step}. It is never asked of operations of outcome FAIL, nor of
     * read-only ones of unknown outcome. Values are told apart by {@code equals}, as states are.
     */
    RegisterAction actionOf(Operation operation);
}
