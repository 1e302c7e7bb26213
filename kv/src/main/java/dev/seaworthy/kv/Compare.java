package dev.seaworthy.kv;

import java.util.Arrays;

/**
 * A condition of a transaction: every key of the range that is present stands in the relation to the operand. Where
 * none is present the numbers are 0, and no condition on a value holds.
 *
 * @param keys which keys
 * @param target what of them is compared
 * @param relation how it must stand to the operand
 * @param number what a number is compared with, at least 0; 0 where values are compared
 * @param value what a value is compared with, as unsigned bytes; null where numbers are compared. Never changed after
 *     construction
 */
public record Compare(KeyRange keys, Target target, Relation relation, long number, byte[] value) {
    /** What is compared. */
    public enum Target {
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        VALUE
    }

    /** How it stands to the operand. */
    public enum Relation {
        EQUAL,
        GREATER,
        LESS,
        NOT_EQUAL;

        private boolean holds(int comparison) {
            return switch (this) {
                case EQUAL -> comparison == 0;
                case GREATER -> comparison > 0;
                case LESS -> comparison < 0;
                case NOT_EQUAL -> comparison != 0;
            };
        }
    }

    public Compare {
        boolean numeric = target != Target.VALUE;
        if (numeric ? value != null || number < 0 : value == null || number != 0) {
            throw new IllegalArgumentException(
                    target + " compared with " + number + " and value " + ByteText.of(value));
        }
    }

    /** A condition on a number. */
    public static Compare number(KeyRange keys, Target target, Relation relation, long number) {
        return new Compare(keys, target, relation, number, null);
    }

    /** A condition on a value. */
    public static Compare value(KeyRange keys, Relation relation, byte[] value) {
        return new Compare(keys, Target.VALUE, relation, 0, value);
    }

    /** Whether it holds for a key that is present. */
    boolean holds(KeyValue pair) {
        return relation.holds(
                switch (target) {
                    case VERSION -> Long.compare(pair.version(), number);
                    case CREATE_REVISION -> Long.compare(pair.createRevision(), number);
                    case MOD_REVISION -> Long.compare(pair.modRevision(), number);
                    case VALUE -> Arrays.compareUnsigned(pair.value(), value);
                });
    }

    /** Whether it holds where no key is present. */
    boolean holdsWithoutKeys() {
        return target != Target.VALUE && relation.holds(Long.compare(0, number));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Compare that
                && keys.equals(that.keys)
                && target == that.target
                && relation == that.relation
                && number == that.number
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * keys.hashCode() + Long.hashCode(number)) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return keys + " " + target + " " + relation + " " + (value == null ? number : ByteText.of(value));
    }
}
