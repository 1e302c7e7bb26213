package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The members that {@code seaworthy status} has asked, as a table whose columns are as wide as they have to be. */
final class StatusTable {
    private static final List<String> HEAD =
            List.of("member", "endpoint", "role", "term", "commit", "applied", "lag", "disk", "size", "version");

    /** Columns of words; the others hold numbers, which end below each other. */
    private static final List<String> WORDS = List.of("endpoint", "role", "disk", "version");

    private static final String NOTHING = "-";
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};
    private static final double UNIT = 1024;

    private final ArrayNode members;

    /** @param members each as the command's JSON has it */
    StatusTable(ArrayNode members) {
        this.members = members;
    }

    /** Says of each member that answered how far it is behind the furthest. */
    void addLag() {
        long committed = 0;
        for (JsonNode member : members) {
            committed = Math.max(committed, member.path("commitIndex").asLong());
        }
        for (JsonNode member : members) {
            if (isReachable(member)) {
                ((ObjectNode) member)
                        .put(
                                "lag",
                                Math.max(
                                        0,
                                        committed - member.path("appliedIndex").asLong()));
            }
        }
    }

    /** What is wrong with how many, in one line; empty where nothing is. */
    String trouble() {
        int silent = 0;
        int complaining = 0;
        for (JsonNode member : members) {
            if (!isReachable(member)) {
                silent++;
            } else if (!member.path("errors").isEmpty()) {
                complaining++;
            }
        }
        List<String> parts = new ArrayList<>();
        if (silent > 0) {
            parts.add(silent + " of " + members.size() + (silent == 1 ? " does not answer" : " do not answer"));
        }
        if (complaining > 0) {
            parts.add(complaining + " of " + members.size() + (complaining == 1 ? " complains" : " complain"));
        }
        return String.join(", ", parts);
    }

    void print(PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        members.forEach(member -> rows.add(row(member)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (int line = 0; line < rows.size(); line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String sign = WORDS.contains(HEAD.get(column)) ? "-" : "";
                text.append(String.format(
                        Locale.ROOT,
                        "%" + sign + widths[column] + "s  ",
                        rows.get(line).get(column)));
            }
            if (line > 0) {
                text.append(errors(members.get(line - 1)));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static List<String> row(JsonNode member) {
        boolean reachable = isReachable(member);
        return List.of(
                member.path("node").asText(NOTHING),
                member.path("endpoint").asText(),
                reachable ? member.path("role").asText() : "unreachable",
                member.path("term").asText(NOTHING),
                member.path("commitIndex").asText(NOTHING),
                member.path("appliedIndex").asText(NOTHING),
                member.path("lag").asText(NOTHING),
                reachable ? member.path("disk").asText() : NOTHING,
                reachable ? size(member.path("bytesOnDisk").asLong()) : NOTHING,
                reachable ? member.path("version").asText() : NOTHING);
    }

    private static String errors(JsonNode member) {
        List<String> errors = new ArrayList<>();
        member.path("errors").forEach(error -> errors.add(error.asText()));
        return String.join("; ", errors);
    }

    private static boolean isReachable(JsonNode member) {
        return member.path("reachable").asBoolean();
    }

    private static String size(long bytes) {
        double left = (double) bytes;
        int unit = 0;
        while (left >= UNIT && unit < UNITS.length - 1) {
            left /= UNIT;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", left, UNITS[unit]);
    }
}
