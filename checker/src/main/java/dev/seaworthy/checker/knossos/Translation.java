package dev.seaworthy.checker.knossos;

import dev.seaworthy.checker.Keyword;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.Outcome;
import dev.seaworthy.checker.RegisterAction;
import dev.seaworthy.checker.RegisterLike;
import dev.seaworthy.checker.edn.EdnText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * One partition in the words of Knossos: a model and what is said of each operation.
 *
 * @param model the model and its arguments, as a vector of EDN: {@code [:cas-register :absent]}
 * @param words the operations that say something, in the order of their invocations
 */
record Translation(String model, List<Word> words) {
    /** The model that we bring along, for what Knossos' own registers lack. */
    private static final String OWN_REGISTER = "seaworthy/register";

    private static final Keyword READ = new Keyword("read");

    /**
     * Translates one partition.
     *
     * @throws Inexpressible if Knossos has no words for it
     */
    static <S> Translation of(List<Operation> operations, Model<S> model) throws Inexpressible {
        List<Operation> telling = new ArrayList<>();
        for (Operation operation : operations) {
            if (!operation.isFail() && !(operation.isInfo() && model.isReadOnly(operation))) {
                telling.add(operation);
            }
        }
        if (model instanceof RegisterLike<S> register) {
            return ofRegister(telling, register);
        }
        return switch (model.name()) {
            case "mutex" -> new Translation("[:mutex]", words(telling, Translation::withoutValue));
            case "fifo-queue" -> new Translation("[:fifo-queue]", words(telling, Translation::ofQueue));
            case "set" -> new Translation("[:set]", words(telling, Translation::ofSet));
            case "multi-register" -> ofMultiRegister(telling, model);
            default -> throw new Inexpressible("a " + model.name());
        };
    }

    /** How one operation is said. */
    private interface Wording {
        Word of(Operation operation) throws Inexpressible;
    }

    private static List<Word> words(List<Operation> operations, Wording wording) throws Inexpressible {
        List<Word> words = new ArrayList<>();
        for (Operation operation : operations) {
            words.add(wording.of(operation));
        }
        return words;
    }

    private static <S> Translation ofRegister(List<Operation> operations, RegisterLike<S> model) throws Inexpressible {
        boolean[] needsOwn = new boolean[1];
        List<Word> words = words(operations, operation -> {
            RegisterAction action = model.actionOf(operation);
            switch (action.kind()) {
                case READ:
                    return new Word(operation, "read", null, action.expected());
                case WRITE:
                    return Word.of(operation, "write", action.value());
                case REPLACE:
                    return Word.of(operation, "cas", Arrays.asList(action.expected(), action.value()));
                case DIFFERS:
                    needsOwn[0] = true;
                    return Word.of(operation, "differs", action.expected());
                default:
                    if (operation.function().equals("append")) {
                        needsOwn[0] = true;
                        return Word.of(operation, "append", operation.input());
                    }
                    throw new Inexpressible("a " + operation.function() + " of a " + model.name());
            }
        });
        StringBuilder text = new StringBuilder("[:")
                .append(needsOwn[0] ? OWN_REGISTER : "cas-register")
                .append(' ');
        EdnText.value(text, model.initial());
        return new Translation(text.append(']').toString(), words);
    }

    private static Word withoutValue(Operation operation) {
        return Word.of(operation, operation.function(), null);
    }

    private static Word ofQueue(Operation operation) throws Inexpressible {
        if (operation.function().equals("enqueue")) {
            return Word.of(operation, "enqueue", operation.input());
        }
        if (operation.isInfo()) {
            throw new Inexpressible("a dequeue of unknown outcome");
        }
        if (Keyword.absentIfNull(operation.output()).equals(Keyword.ABSENT)) {
            throw new Inexpressible("a dequeue that finds the queue empty");
        }
        return new Word(operation, "dequeue", null, operation.output());
    }

    private static Word ofSet(Operation operation) throws Inexpressible {
        switch (operation.function()) {
            case "add":
                if (operation.output() instanceof Boolean) {
                    throw new Inexpressible("an add that tells whether the value was new");
                }
                return Word.of(operation, "add", Keyword.absentIfNull(operation.input()));
            case "read":
                LinkedHashSet<Object> seen = new LinkedHashSet<>();
                for (Object value : (List<?>) operation.output()) {
                    seen.add(Keyword.absentIfNull(value));
                }
                return new Word(operation, "read", null, seen);
            default:
                throw new Inexpressible("a " + operation.function() + " of a set");
        }
    }

    private static <S> Translation ofMultiRegister(List<Operation> operations, Model<S> model) throws Inexpressible {
        LinkedHashSet<String> registers = new LinkedHashSet<>();
        LinkedHashSet<Object> values = new LinkedHashSet<>(Arrays.asList(0L, Keyword.ABSENT));
        List<Word> words = words(operations, operation -> {
            List<Object> asked = transaction(operation, operation.input(), registers, values);
            return operation.isOk()
                    ? new Word(operation, "txn", asked, transaction(operation, operation.output(), registers, values))
                    : Word.of(operation, "txn", asked);
        });
        StringBuilder text = new StringBuilder("[:multi-register {");
        for (String register : registers) {
            EdnText.string(text, register);
            EdnText.value(text.append(' '), initial(register, values, model));
            text.append(' ');
        }
        return new Translation(text.append("}]").toString(), words);
    }

    /** The parts of a transaction; what an unknown one read is nil, which Knossos takes for anything. */
    @SuppressWarnings("ReferenceEquality") // which of the operation's two values it is, not what it equals
    private static List<Object> transaction(
            Operation operation, Object parts, LinkedHashSet<String> registers, LinkedHashSet<Object> values) {
        List<Object> transaction = new ArrayList<>();
        for (Object part : (List<?>) parts) {
            List<?> action = (List<?>) part;
            String register = String.valueOf(action.get(1));
            registers.add(register);
            Object value = Keyword.absentIfNull(action.get(2));
            values.add(value);
            boolean open = READ.equals(action.get(0)) && (operation.isInfo() || parts != operation.output());
            transaction.add(Arrays.asList(action.get(0), register, open ? null : value));
        }
        return transaction;
    }

    /** Which of these values the register has at first: the one that a read may see there. */
    private static <S> Object initial(String register, LinkedHashSet<Object> values, Model<S> model)
            throws Inexpressible {
        for (Object value : values) {
            List<Object> read = List.of(Arrays.asList(READ, register, value));
            Operation look = new Operation(0, 0, "txn", null, read, read, 0, 1, Outcome.OK);
            if (model.step(model.initial(), look) != null) {
                return value;
            }
        }
        // Nothing in the history has this value, so any other does as well.
        return new Keyword("initial");
    }
}
