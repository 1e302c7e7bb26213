package dev.seaworthy.checker.edn;

/** What single bytes mean in EDN, as bits in a table: the scanner asks this of every byte there is. */
final class Kinds {
    /** Separates, and means nothing. */
    static final int BLANK = 1;
    /** Ends a word. */
    static final int DELIMITER = 2;
    /** Ends a stretch of a string without escapes. */
    static final int STRING_STOP = 4;

    private static final int BYTES = 256;
    private static final byte[] TABLE = table();

    private Kinds() {}

    /** Whether a byte, 0 to 255, is of one of these kinds. */
    static boolean is(int value, int kinds) {
        return (TABLE[value] & kinds) != 0;
    }

    private static byte[] table() {
        byte[] table = new byte[BYTES];
        for (char blank : " ,\n\t\r\f".toCharArray()) {
            table[blank] |= BLANK | DELIMITER;
        }
        for (char delimiter : "()[]{}\";".toCharArray()) {
            table[delimiter] |= DELIMITER;
        }
        table['"'] |= STRING_STOP;
        table['\\'] |= STRING_STOP;
        return table;
    }
}
