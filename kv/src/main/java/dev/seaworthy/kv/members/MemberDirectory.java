package dev.seaworthy.kv.members;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of all members. A value: commands make a new one.
 *
 * @param lastNodeId the highest node id that was ever given out or described; 0 where there was none
 * @param records by node id, ascending
 */
public record MemberDirectory(long lastNodeId, SortedMap<Long, MemberRecord> records) {
    /** Nobody was ever described. */
    public static final MemberDirectory NONE = new MemberDirectory(0, Collections.emptySortedMap());

    /** Most records; more are not taken in. */
    public static final int RECORDS_MAX = 1024;

    public MemberDirectory {
        records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    }

    /** The record of a node, or null. */
    public MemberRecord of(long nodeId) {
        return records.get(nodeId);
    }

    /** With this record in the place of the one that its node had. */
    public MemberDirectory with(MemberRecord record) {
        TreeMap<Long, MemberRecord> more = new TreeMap<>(records);
        long nodeId = record.member().nodeId();
        more.put(nodeId, record);
        return new MemberDirectory(Math.max(lastNodeId, nodeId), more);
    }

    /** Without the record of this node; its id stays given out. */
    public MemberDirectory without(long nodeId) {
        TreeMap<Long, MemberRecord> fewer = new TreeMap<>(records);
        fewer.remove(nodeId);
        return new MemberDirectory(lastNodeId, fewer);
    }
}
