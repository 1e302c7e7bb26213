package dev.seaworthy.sim.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Says in words of the scenario, not of the parser, what is wrong with a text. */
final class JsonMistake {
    private static final String MISSING = "Missing required creator property '";

    private static final String TRAILING = "Trailing token";

    private JsonMistake() {}

    static String describe(JsonProcessingException exception) {
        String where = exception instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
        return where + (where.isEmpty() ? "" : ": ") + what(exception);
    }

    /**
     * Where the field or element is that the mistake is about. The parser itself often finds out later, at the end of
     * the object around it.
     */
    static JsonLocation place(JsonProcessingException exception, String json, JsonMapper mapper) {
        if (!(exception instanceof JsonMappingException mapping)
                || exception.getOriginalMessage().startsWith(TRAILING)) {
            return exception.getLocation();
        }
        try (JsonParser parser = mapper.createParser(json)) {
            parser.nextToken();
            JsonLocation place = parser.currentTokenLocation();
            for (JsonMappingException.Reference reference : mapping.getPath()) {
                JsonLocation inside = stepInto(parser, reference);
                if (inside == null) {
                    // A field that is missing is missing from what is around it.
                    return place;
                }
                place = inside;
            }
            return place;
        } catch (IOException e) {
            // Something is wrong with the text before that place.
            return exception.getLocation();
        }
    }

    /**
     * Moves on to the value of a field or element of the object or array just begun. Returns where it is; null where
     * there is none.
     */
    private static JsonLocation stepInto(JsonParser parser, JsonMappingException.Reference reference)
            throws IOException {
        for (int i = 0; ; i++) {
            JsonToken token = parser.nextToken();
            if (token == null || token.isStructEnd()) {
                return null;
            }
            JsonLocation place = parser.currentTokenLocation();
            if (token == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(reference.getFieldName())) {
                    return place;
                }
            } else if (i == reference.getIndex()) {
                return place;
            }
            parser.skipChildren();
        }
    }

    private static String what(JsonProcessingException exception) {
        if (exception instanceof UnrecognizedPropertyException unknown) {
            return "unknown field, expected one of " + fields(unknown.getReferringClass());
        }
        if (exception instanceof InvalidNullException absent) {
            return "null, expected " + expected(absent.getTargetType());
        }
        if (exception instanceof ValueInstantiationException && exception.getCause() != null) {
            return exception.getCause().getMessage();
        }
        // The parser has no types of its own for these two.
        String message = exception.getOriginalMessage();
        if (message.startsWith(MISSING)) {
            return "the field is missing";
        }
        if (message.startsWith(TRAILING)) {
            return "nothing may follow the scenario";
        }
        if (exception instanceof InvalidFormatException format) {
            return "found '" + format.getValue() + "', expected " + expected(format.getTargetType());
        }
        if (exception instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "expected " + expected(mismatch.getTargetType());
        }
        return message.lines().findFirst().orElse("not JSON");
    }

    private static String expected(Class<?> type) {
        if (type == long.class) {
            return "a whole number of 64 bits";
        }
        if (type == int.class) {
            return "a whole number of 32 bits";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a string";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "an array";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return type.isRecord() ? "an object with the fields " + fields(type) : "something else";
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.joining(", "));
    }

    /** Such as {@code faults[3].trigger.event}. */
    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }
}
