package dev.seaworthy.engine.session;

/** A state machine that can name its whole state in 128 bits without walking it. */
public interface Digested {
    /** Equal exactly where the snapshots would have equal bytes, chance collisions aside. Constant time. */
    StateDigest digest();
}
