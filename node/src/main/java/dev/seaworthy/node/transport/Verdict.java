package dev.seaworthy.node.transport;

/** What the listening side makes of a handshake. The codes are part of the protocol; 5 is no longer used. */
enum Verdict {
    WELCOME(0, "welcome"),
    OTHER_VERSION(1, "it speaks another version of the protocol"),
    OTHER_CLUSTER(2, "it belongs to another cluster"),
    OTHER_NODE(3, "another node listens at this address"),
    OTHER_DISK(4, "the node has another disk than it is called by"),
    SELF(6, "the caller says it is the node it calls"),
    NOT_ITS_CERTIFICATE(7, "the caller's certificate does not name the node it says it is"),
    UNKNOWN(255, "for a reason that this release does not know");

    private final int code;
    private final String sentence;

    Verdict(int code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    static Verdict of(int code) {
        for (Verdict verdict : values()) {
            if (verdict.code == code) {
                return verdict;
            }
        }
        return UNKNOWN;
    }

    int code() {
        return code;
    }

    String sentence() {
        return sentence;
    }
}
