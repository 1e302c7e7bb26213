package dev.seaworthy.checker.edn;

/** What one entry of a file says, unchecked, and the offset at which it says it. */
final class Event {
    final int offset;
    Object process;
    Object type;
    Object function;
    Object key;
    Object value;
    int processOffset = -1;
    int typeOffset = -1;
    int functionOffset = -1;
    int keyOffset = -1;
    int valueOffset = -1;

    Event(int offset) {
        this.offset = offset;
    }

    /** Takes over a field, if it is one that histories know. */
    void set(String field, Object content, int contentOffset) {
        switch (field) {
            case "process":
                process = content;
                processOffset = contentOffset;
                break;
            case "type":
                type = content;
                typeOffset = contentOffset;
                break;
            case "f":
                function = content;
                functionOffset = contentOffset;
                break;
            case "key":
                key = content;
                keyOffset = contentOffset;
                break;
            case "value":
                value = content;
                valueOffset = contentOffset;
                break;
            default:
                break;
        }
    }
}
