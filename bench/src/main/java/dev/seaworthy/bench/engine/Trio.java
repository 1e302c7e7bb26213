package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.CoreOptions;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.core.Member;
import java.util.List;

/** Something that commits entries on three members, the first of which leads. Not thread safe. */
interface Trio {
    /** How many members there are. */
    int MEMBERS = 3;

    /** How far virtual time goes with each batch, in nanoseconds. */
    long STEP_NANOS = 1000;

    /** How many entries lie between two snapshots: often enough for logs to stay small, too seldom to show. */
    int SNAPSHOT_ENTRIES = 50_000;

    /** Commits so many entries and returns when all three members know. */
    void commit(int entries);

    /** How many entries of {@link #commit} have been committed so far. */
    long committed();

    /** The member at a position from 0 on. */
    static Member member(int at) {
        return new Member(at + 1, at + 1);
    }

    /** All of them. */
    static Configuration configuration() {
        return Configuration.ofVoters(List.of(member(0), member(1), member(2)));
    }

    /** What a member is told; the first is preferred, so that it leads. */
    static CoreOptions options(int at) {
        CoreOptions plain = CoreOptions.of(member(at), Limits.DEFAULT, at);
        return new CoreOptions(
                plain.self(), plain.limits(), plain.seed(), at == 0 ? 0 : 1, plain.leaseClock(), plain.capabilities());
    }
}
