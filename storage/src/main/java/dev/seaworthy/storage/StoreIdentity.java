package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Member;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Whose data it is: written once, when a data directory is initialised, and held against the configuration of whoever
 * opens it. As a file it is text that a person can read.
 *
 * @param clusterId which cluster; a number of the operator's choice, the same for all members
 * @param member which node, on which of its disks: a new one for every directory that is ever initialised for the node
 */
public record StoreIdentity(long clusterId, Member member) {
    /** The format of data directories that this release reads and writes. */
    public static final int FORMAT = 1;

    private static final Pattern TEXT = Pattern.compile(
            "(seaworthy data directory\nformat ([0-9]{1,9})\n(.*))checksum ([0-9a-f]{8})\n", Pattern.DOTALL);
    private static final Pattern BODY =
            Pattern.compile("cluster (-?[0-9]{1,19})\nnode ([0-9]{1,19})\ndisk ([0-9]{1,19})\n");

    /** The content of its file. */
    byte[] encode() {
        String text = "seaworthy data directory\nformat " + FORMAT + "\ncluster " + clusterId + "\nnode "
                + member.nodeId() + "\ndisk " + member.diskId() + "\n";
        return sealed(text);
    }

    /** The content of a file that says this, which it does not have to understand. */
    static byte[] sealed(String text) {
        return (text + "checksum " + checksum(text) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * @throws AmnesiaException where it is damaged
     * @throws StoreException where a newer release wrote it
     */
    static StoreIdentity decode(byte[] content) {
        Matcher text = TEXT.matcher(new String(content, StandardCharsets.ISO_8859_1));
        if (!text.matches() || !text.group(4).equals(checksum(text.group(1)))) {
            throw new AmnesiaException("the file 'identity' is damaged");
        }
        if (Integer.parseInt(text.group(2)) != FORMAT) {
            throw new StoreException("the data directory has format " + text.group(2)
                    + " while this release knows only " + FORMAT + ": it was written by a newer release, run that one");
        }
        Matcher body = BODY.matcher(text.group(3));
        try {
            if (body.matches()) {
                return new StoreIdentity(
                        Long.parseLong(body.group(1)),
                        new Member(Long.parseLong(body.group(2)), Long.parseLong(body.group(3))));
            }
        } catch (IllegalArgumentException e) {
            throw new AmnesiaException(
                    "the file 'identity' has a sound checksum over impossible contents: " + e.getMessage());
        }
        throw new AmnesiaException("the file 'identity' has a sound checksum over impossible contents");
    }

    /** How messages call it. */
    String describe() {
        return "node " + member.nodeId() + ", disk " + member.diskId() + " of cluster " + clusterId;
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        crc.update(bytes, 0, bytes.length);
        return String.format(Locale.ROOT, "%08x", (int) crc.getValue());
    }
}
