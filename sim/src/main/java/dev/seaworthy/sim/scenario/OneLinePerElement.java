package dev.seaworthy.sim.scenario;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Lays JSON out so that a fault is a line: objects are spread over lines, but those within an array are kept on one.
 * For one use.
 */
final class OneLinePerElement implements PrettyPrinter {
    private static final String INDENT = "  ";

    private int depth;
    private int arrayDepth;

    @Override
    public void writeRootValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw('\n');
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
        out.writeRaw('{');
        depth++;
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
        breakLine(out, "");
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        breakLine(out, " ");
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
        depth--;
        if (entries > 0) {
            breakLine(out, "");
        }
        out.writeRaw('}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
        out.writeRaw('[');
        depth++;
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
        breakLine(out, "");
        arrayDepth++;
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
        out.writeRaw(',');
        arrayDepth--;
        breakLine(out, " ");
        arrayDepth++;
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
        depth--;
        if (values > 0) {
            arrayDepth--;
            breakLine(out, "");
        }
        out.writeRaw(']');
    }

    private void breakLine(JsonGenerator out, String otherwise) throws IOException {
        if (arrayDepth > 0) {
            out.writeRaw(otherwise);
            return;
        }
        out.writeRaw('\n');
        out.writeRaw(INDENT.repeat(depth));
    }
}
