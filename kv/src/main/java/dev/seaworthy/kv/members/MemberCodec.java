package dev.seaworthy.kv.members;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.session.SnapshotInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The bytes of commands, of the answer to them, of the one query, and of the records. Each begins with
 * {@link #FIRST_BYTE}, with which nothing of the store begins, and a kind. Numbers are 64-bit big-endian, texts are
 * UTF-8 after their size as 32 bits, lists come after the number of their elements as 32 bits.
 *
 * <pre>
 *  Enroll     1, above, diskId, list of peer URLs, toVote as a number
 *  Describe   2, record
 *  Forget     3, nodeId
 *  Introduce  7, record
 *  query      4
 *  answer     5, number of records (0 or 1) as 32 bits, record
 *  directory  6, lastNodeId, list of records
 *  record     nodeId, diskId, name, list of peer URLs, list of client URLs, toVote as a number
 * </pre>
 *
 * <p>Decoding throws {@link IllegalArgumentException} where the bytes hold nothing of the kind. Functions without
 * state, for any thread.
 */
public final class MemberCodec {
    /** What tells these bytes from those of the store. */
    public static final byte FIRST_BYTE = 'M';

    private static final int ENROLL = 1;
    private static final int DESCRIBE = 2;
    private static final int FORGET = 3;
    private static final int QUERY = 4;
    private static final int ANSWER = 5;
    private static final int DIRECTORY = 6;
    private static final int INTRODUCE = 7;

    private static final int TEXT_BYTES_MAX = 4096;
    private static final int URLS_MAX = 16;

    private MemberCodec() {}

    /** Whether these bytes are meant for the records rather than for the store. */
    static boolean isMeant(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == FIRST_BYTE;
    }

    /**
     * The bytes of a command.
     *
     * @throws IllegalArgumentException where a text or a list is larger than a command may hold
     */
    public static byte[] encode(MemberCommand command) {
        byte[] bytes = written(out -> {
            if (command instanceof MemberCommand.Enroll enroll) {
                begin(out, ENROLL);
                out.writeLong(enroll.above());
                out.writeLong(enroll.diskId());
                texts(out, enroll.peerUrls());
                out.writeLong(enroll.toVote() ? 1 : 0);
            } else if (command instanceof MemberCommand.Describe describe) {
                begin(out, DESCRIBE);
                record(out, describe.record());
            } else if (command instanceof MemberCommand.Introduce introduce) {
                begin(out, INTRODUCE);
                record(out, introduce.record());
            } else {
                begin(out, FORGET);
                out.writeLong(((MemberCommand.Forget) command).nodeId());
            }
        });
        // What no replica would understand is the proposer's mistake, and shows before it is in the log.
        MemberCommand unused = decodeCommand(bytes);
        return bytes;
    }

    /** The bytes that ask for all records. */
    public static byte[] query() {
        return new byte[] {FIRST_BYTE, QUERY};
    }

    static boolean isQuery(byte[] bytes) {
        return bytes.length == 2 && isMeant(bytes) && bytes[1] == QUERY;
    }

    static MemberCommand decodeCommand(byte[] bytes) {
        return read(bytes, in -> {
            in.version(FIRST_BYTE);
            int kind = in.octet("kind", ENROLL, INTRODUCE);
            return switch (kind) {
                case ENROLL ->
                    new MemberCommand.Enroll(
                            in.number("above", 0, Long.MAX_VALUE - 1),
                            in.number("disk", Long.MIN_VALUE, Long.MAX_VALUE),
                            texts(in),
                            in.number("toVote", 0, 1) == 1);
                case DESCRIBE -> new MemberCommand.Describe(record(in));
                case FORGET -> new MemberCommand.Forget(in.number("node", 1, Long.MAX_VALUE));
                case INTRODUCE -> new MemberCommand.Introduce(record(in));
                default -> throw new IllegalArgumentException("kind " + kind + " is no command");
            };
        });
    }

    /** @param record null for none */
    static byte[] encodeAnswer(MemberRecord record) {
        return written(out -> {
            begin(out, ANSWER);
            out.writeInt(record == null ? 0 : 1);
            if (record != null) {
                record(out, record);
            }
        });
    }

    /** The record that a command was answered with; null where there is none. */
    public static MemberRecord decodeAnswer(byte[] bytes) {
        return read(bytes, in -> {
            in.version(FIRST_BYTE);
            in.octet("kind", ANSWER, ANSWER);
            return in.size("records", 0, 1) == 0 ? null : record(in);
        });
    }

    /** The bytes of all records: equal directories have equal bytes. */
    public static byte[] encode(MemberDirectory directory) {
        return written(out -> {
            begin(out, DIRECTORY);
            out.writeLong(directory.lastNodeId());
            out.writeInt(directory.records().size());
            for (MemberRecord record : directory.records().values()) {
                record(out, record);
            }
        });
    }

    /** The records these bytes hold. */
    public static MemberDirectory decodeDirectory(byte[] bytes) {
        return read(bytes, in -> {
            in.version(FIRST_BYTE);
            in.octet("kind", DIRECTORY, DIRECTORY);
            long last = in.number("last node", 0, Long.MAX_VALUE);
            int count = in.size("records", 0, MemberDirectory.RECORDS_MAX);
            TreeMap<Long, MemberRecord> records = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                MemberRecord record = record(in);
                records.put(record.member().nodeId(), record);
            }
            return new MemberDirectory(last, records);
        });
    }

    private static void begin(DataOutputStream out, int kind) throws IOException {
        out.writeByte(FIRST_BYTE);
        out.writeByte(kind);
    }

    private static void record(DataOutputStream out, MemberRecord record) throws IOException {
        out.writeLong(record.member().nodeId());
        out.writeLong(record.member().diskId());
        text(out, record.name());
        texts(out, record.peerUrls());
        texts(out, record.clientUrls());
        out.writeLong(record.toVote() ? 1 : 0);
    }

    private static MemberRecord record(Fields in) throws IOException {
        Member member =
                new Member(in.number("node", 1, Long.MAX_VALUE - 1), in.number("disk", Long.MIN_VALUE, Long.MAX_VALUE));
        return new MemberRecord(member, text(in), texts(in), texts(in), in.number("toVote", 0, 1) == 1);
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            text(out, text);
        }
    }

    private static List<String> texts(Fields in) throws IOException {
        int count = in.size("texts", 0, URLS_MAX);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(Fields in) throws IOException {
        return new String(in.bytes("text", TEXT_BYTES_MAX), StandardCharsets.UTF_8);
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writing.to(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private interface Reading<T> {
        T from(Fields in) throws IOException;
    }

    private static <T> T read(byte[] bytes, Reading<T> reading) {
        try {
            Fields in = new Fields(bytes);
            T value = reading.from(in);
            in.end();
            return value;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What the bytes hold, believed as little as a snapshot's. */
    private static final class Fields {
        private final ByteArrayInputStream bytes;
        private final SnapshotInput in;

        Fields(byte[] content) {
            bytes = new ByteArrayInputStream(content);
            in = new SnapshotInput(bytes);
        }

        void version(int known) throws IOException {
            in.version(known);
        }

        int octet(String what, int least, int most) {
            int octet = bytes.read();
            if (octet < least || octet > most) {
                throw new IllegalArgumentException(what + " is " + octet + ", not from " + least + " to " + most);
            }
            return octet;
        }

        long number(String what, long least, long most) throws IOException {
            return in.number(what, least, most);
        }

        int size(String what, int least, int most) throws IOException {
            return in.size(what, least, most);
        }

        byte[] bytes(String what, int most) throws IOException {
            return in.bytes(what, most);
        }

        void end() throws IOException {
            in.end();
        }
    }
}
