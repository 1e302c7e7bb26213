package dev.seaworthy.kv;

/** Byte strings for people: printable ASCII as it is, everything else as {@code \xNN}, long ones cut. */
final class ByteText {
    private static final int SHOWN_BYTES_MAX = 64;
    private static final String DIGITS = "0123456789abcdef";

    private ByteText() {}

    /** The text, in quotes; {@code absent} for null. */
    static String of(byte[] bytes) {
        if (bytes == null) {
            return "absent";
        }
        StringBuilder text = new StringBuilder().append('"');
        int shown = Math.min(bytes.length, SHOWN_BYTES_MAX);
        for (int i = 0; i < shown; i++) {
            byte b = bytes[i];
            if (b >= ' ' && b < 0x7F && b != '"' && b != '\\') {
                text.append((char) b);
            } else {
                text.append("\\x").append(DIGITS.charAt(b >> 4 & 0xF)).append(DIGITS.charAt(b & 0xF));
            }
        }
        text.append('"');
        return shown < bytes.length ? text + "... (" + bytes.length + " bytes)" : text.toString();
    }
}
