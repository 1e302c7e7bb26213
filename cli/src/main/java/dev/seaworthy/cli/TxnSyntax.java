package dev.seaworthy.cli;

import com.google.protobuf.ByteString;
import dev.seaworthy.etcd.Compare;
import dev.seaworthy.etcd.DeleteRangeRequest;
import dev.seaworthy.etcd.PutRequest;
import dev.seaworthy.etcd.RangeRequest;
import dev.seaworthy.etcd.RequestOp;
import dev.seaworthy.etcd.TxnRequest;
import dev.seaworthy.kv.KeyRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Transactions as etcdctl reads them: three blocks of lines with an empty line behind each; conditions, what to do
 * where all of them hold, and what to do else.
 *
 * <pre>
 *   value("key") = "old"          also version, create and mod, with a number; also &gt;, &lt; and !=
 *
 *   put key "a new value"
 *   get key
 *
 *   get --prefix k                del likewise
 *
 * </pre>
 *
 * <p>Words are parted by blanks. In double quotes a word may hold blanks, and {@code \"}, {@code \\}, {@code \n} and
 * {@code \t} stand for what they do everywhere.
 */
final class TxnSyntax {
    private static final Pattern CONDITION =
            Pattern.compile("(value|val|version|ver|create|c|mod|m)\\((.*)\\)\\s*(!=|=|<|>)\\s*(.*)");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final String PREFIX = "--prefix";

    private TxnSyntax() {}

    /** @throws BadInputException where a line means nothing; it is named */
    static TxnRequest parse(String text) {
        List<List<String>> blocks = blocks(text);
        if (blocks.size() > 3) {
            throw new BadInputException("a transaction has three blocks of lines, with an empty line behind each");
        }
        while (blocks.size() < 3) {
            blocks.add(List.of());
        }
        TxnRequest.Builder request = TxnRequest.newBuilder();
        blocks.get(0).forEach(line -> request.addCompare(condition(line)));
        blocks.get(1).forEach(line -> request.addSuccess(operation(line)));
        blocks.get(2).forEach(line -> request.addFailure(operation(line)));
        return request.build();
    }

    /** An empty block is an empty line where the next block would begin. */
    private static List<List<String>> blocks(String text) {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty()) {
                blocks.add(block);
                block = new ArrayList<>();
            } else {
                block.add(line);
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        while (blocks.size() > 3 && blocks.get(blocks.size() - 1).isEmpty()) {
            blocks.remove(blocks.size() - 1);
        }
        return blocks;
    }

    private static Compare condition(String line) {
        Matcher parts = CONDITION.matcher(line);
        if (!parts.matches()) {
            throw new BadInputException("\"" + line + "\" is no condition; expected one like value(\"key\") = \"x\"");
        }
        Compare.Builder compare = Compare.newBuilder()
                .setKey(bytes(word(parts.group(2), line)))
                .setResult(
                        switch (parts.group(3)) {
                            case "=" -> Compare.CompareResult.EQUAL;
                            case "!=" -> Compare.CompareResult.NOT_EQUAL;
                            case "<" -> Compare.CompareResult.LESS;
                            default -> Compare.CompareResult.GREATER;
                        });
        String operand = word(parts.group(4), line);
        return switch (parts.group(1)) {
            case "value", "val" ->
                compare.setTarget(Compare.CompareTarget.VALUE)
                        .setValue(bytes(operand))
                        .build();
            case "version", "ver" ->
                compare.setTarget(Compare.CompareTarget.VERSION)
                        .setVersion(number(operand, line))
                        .build();
            case "create", "c" ->
                compare.setTarget(Compare.CompareTarget.CREATE)
                        .setCreateRevision(number(operand, line))
                        .build();
            default ->
                compare.setTarget(Compare.CompareTarget.MOD)
                        .setModRevision(number(operand, line))
                        .build();
        };
    }

    private static RequestOp operation(String line) {
        List<String> words = words(line);
        boolean prefix = words.size() > 1 && words.remove(PREFIX);
        String what = words.get(0);
        boolean sound = what.equals("put") ? words.size() == 3 && !prefix : words.size() == 2;
        if (sound && what.equals("put")) {
            return RequestOp.newBuilder()
                    .setRequestPut(
                            PutRequest.newBuilder().setKey(bytes(words.get(1))).setValue(bytes(words.get(2))))
                    .build();
        }
        if (sound && (what.equals("get") || what.equals("del") || what.equals("delete"))) {
            byte[] key = words.get(1).getBytes(StandardCharsets.UTF_8);
            KeyRange range = prefix ? KeyRange.prefix(key) : KeyRange.single(key);
            ByteString first = ByteString.copyFrom(range.first());
            ByteString end = ByteString.copyFrom(range.end());
            return what.equals("get")
                    ? RequestOp.newBuilder()
                            .setRequestRange(
                                    RangeRequest.newBuilder().setKey(first).setRangeEnd(end))
                            .build()
                    : RequestOp.newBuilder()
                            .setRequestDeleteRange(DeleteRangeRequest.newBuilder()
                                    .setKey(first)
                                    .setRangeEnd(end))
                            .build();
        }
        throw new BadInputException("\"" + line + "\" is no operation; expected put KEY VALUE, get [--prefix] KEY or"
                + " del [--prefix] KEY");
    }

    private static String word(String text, String line) {
        List<String> words = words(text.strip());
        if (words.size() != 1) {
            throw new BadInputException("\"" + line + "\" is no condition: \"" + text + "\" is not one word");
        }
        return words.get(0);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) != null ? unescaped(word.group(1)) : word.group(2));
        }
        return words;
    }

    private static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (quoted.charAt(i)) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    default -> quoted.charAt(i);
                };
            }
            text.append(c);
        }
        return text.toString();
    }

    private static long number(String operand, String line) {
        try {
            return Long.parseLong(operand);
        } catch (NumberFormatException e) {
            throw new BadInputException("\"" + line + "\" compares with a number, not with \"" + operand + "\"", e);
        }
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
