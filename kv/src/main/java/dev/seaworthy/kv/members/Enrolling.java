package dev.seaworthy.kv.members;

import dev.seaworthy.engine.core.Member;
import java.util.List;

/** Gives out node ids. */
final class Enrolling {
    private Enrolling() {}

    /** The record of a node that is to come; null where there is no room for one more. */
    static MemberRecord record(MemberDirectory directory, MemberCommand.Enroll enroll) {
        long last = Math.max(directory.lastNodeId(), enroll.above());
        if (!hasRoom(directory) || last >= Long.MAX_VALUE - 1) {
            return null;
        }
        return new MemberRecord(
                new Member(last + 1, enroll.diskId()), "", enroll.peerUrls(), List.of(), enroll.toVote());
    }

    static boolean hasRoom(MemberDirectory directory) {
        return directory.records().size() < MemberDirectory.RECORDS_MAX;
    }
}
