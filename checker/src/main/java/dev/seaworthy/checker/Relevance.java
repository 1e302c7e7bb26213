package dev.seaworthy.checker;

import java.util.Optional;

/** Which operations of a history a linearization has to speak of. */
final class Relevance {
    private Relevance() {}

    /**
     * False for what had no effect, and for what can have none and was never answered.
     *
     * @throws IllegalArgumentException if the model does not know the operation
     */
    static boolean mayMatter(Operation operation, Model<?> model) {
        if (operation.isFail()) {
            return false;
        }
        Optional<String> objection = model.objectionTo(operation);
        if (objection.isPresent()) {
            throw new IllegalArgumentException("operation " + operation.index() + ": " + objection.get());
        }
        return operation.isOk() || !model.isReadOnly(operation);
    }
}
