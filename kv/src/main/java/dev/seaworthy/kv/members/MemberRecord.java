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

    /** Says nothing of this member but that there is one. */
    public static MemberRecord nameless(Member member) {
        return new MemberRecord(member, "", List.of(), List.of(), false);
    }

    /** This record, and where it leaves its name or one kind of URLs empty, what {@code other} says. */
    public MemberRecord filledBy(MemberRecord other) {
        return new MemberRecord(
                member,
                name.isEmpty() ? other.name : name,
                peerUrls.isEmpty() ? other.peerUrls : peerUrls,
                clientUrls.isEmpty() ? other.clientUrls : clientUrls,
                toVote);
    }

    MemberRecord voting(boolean isTo) {
        return new MemberRecord(member, name, peerUrls, clientUrls, isTo);
    }
}
