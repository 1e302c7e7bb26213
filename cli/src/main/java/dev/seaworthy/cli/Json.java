package dev.seaworthy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;

/** Prints JSON the way all commands do: indented, one object, a line end behind it. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** The text of the node, indented, without a line end behind it. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of JSON that cannot be written", impossible);
        }
    }

    /** The node of a text that is known to be JSON. */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("not JSON: " + json, notJson);
        }
    }

    /** Prints the node. */
    public static void print(PrintWriter out, JsonNode node) {
        out.println(text(node));
    }
}
