package dev.seaworthy.kv.members;

import dev.seaworthy.engine.core.Member;
import java.util.List;

/**
 * How a member is called, and where it is found.
 *
 * @param member which node, on which disk
 * @param name what people call it; empty until it has been started
 * @param peerUrls where the other members find it
 * @param clientUrls where clients find it; none until it has been started
 * @param toVote whether it is a learner that is to vote as soon as it keeps pace
 */
public record MemberRecord(Member member, String name, List<String> peerUrls, List<String> clientUrls, boolean toVote) {
    public MemberRecord {
        peerUrls = List.copyOf(peerUrls);
        clientUrls = List.copyOf(clientUrls);
    }

    /** This record, and where it says nothing, what {@code before} said; null for nothing. */
    MemberRecord over(MemberRecord before) {
        if (before == null) {
            return this;
        }
        return new MemberRecord(
                member,
                name.isEmpty() ? before.name : name,
                peerUrls.isEmpty() ? before.peerUrls : peerUrls,
                clientUrls.isEmpty() ? before.clientUrls : clientUrls,
                before.toVote);
    }
}
