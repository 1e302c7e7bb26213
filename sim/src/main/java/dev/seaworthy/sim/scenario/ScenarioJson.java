package dev.seaworthy.sim.scenario;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Scenarios as JSON: every field named as in the records, in their order, one fault to a line. Reading is strict, so
 * that a slip in a scenario written by hand is told and not run: a field too many, too few, of another type, or of an
 * unknown value is refused. Only what a scenario or a fault may do without may be absent: {@code operations} and
 * {@code expect}, {@code shape} and {@code trigger}.
 *
 * <p>Scenarios of older formats are read too, with the same strictness, and mean what they meant.
 */
public final class ScenarioJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new Strictness())
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ScenarioJson() {}

    /** Everything but what a scenario or a fault may do without has to be there. */
    private static final class Strictness extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            return !isOptional(member);
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return isOptional(annotated)
                    ? JsonSetter.Value.empty()
                    : JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
        }

        private static boolean isListOf(Class<?> element, JavaType type) {
            return type.isCollectionLikeType() && type.getContentType().hasRawClass(element);
        }

        private static boolean isOptional(Annotated annotated) {
            Class<?> type = annotated.getRawType();
            return type == PartitionShape.class
                    || type == Trigger.class
                    || type == FailureSignature.class
                    || isListOf(ClientStep.class, annotated.getType());
        }
    }

    /** The scenario as text that ends in a newline. */
    public static String write(Scenario scenario) {
        try {
            return MAPPER.writer(new OneLinePerElement()).writeValueAsString(scenario) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a scenario is plain data and can always be written", e);
        }
    }

    /**
     * The scenario a text holds.
     *
     * @param source what to call the text in a message, such as the name of the file
     * @throws ScenarioFormatException where it holds none that this code can run
     */
    public static Scenario read(String json, String source) {
        try {
            int format = format(json, source);
            if (format == Scenario.FORMAT) {
                return MAPPER.readValue(json, Scenario.class);
            }
            ObjectNode older = MAPPER.readValue(json, ObjectNode.class);
            ScenarioUpgrade.upgrade(older, format);
            return MAPPER.treeToValue(older, Scenario.class);
        } catch (JsonProcessingException e) {
            throw exception(source, JsonMistake.place(e, json, MAPPER), JsonMistake.describe(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be read", e);
        }
    }

    /**
     * Writes a scenario to a file, in place of what it held.
     *
     * @throws UncheckedIOException where the file cannot be written
     */
    public static void write(Scenario scenario, Path file) {
        try {
            Files.writeString(file, write(scenario));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the scenario to " + file, e);
        }
    }

    /**
     * Reads a scenario from a file.
     *
     * @throws ScenarioFormatException where it holds none that this code can run
     * @throws UncheckedIOException where the file cannot be read as UTF-8
     */
    public static Scenario read(Path file) {
        String json;
        try {
            json = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a scenario from " + file, e);
        }
        return read(json, file.toString());
    }

    /**
     * Looks at the version first: a scenario of another one differs in more than that. What has none is read as one of
     * the newest, and refused.
     */
    private static int format(String json, String source) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Scenario.FORMAT;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("format") && value == JsonToken.VALUE_NUMBER_INT) {
                    return known(parser, source);
                }
                parser.skipChildren();
            }
        }
        return Scenario.FORMAT;
    }

    private static int known(JsonParser parser, String source) throws IOException {
        for (int format = ScenarioUpgrade.OLDEST; format <= Scenario.FORMAT; format++) {
            if (parser.getText().equals(Integer.toString(format))) {
                return format;
            }
        }
        throw exception(
                source,
                parser.currentTokenLocation(),
                "format: this is a scenario of format " + parser.getText() + ", expected " + ScenarioUpgrade.OLDEST
                        + " to " + Scenario.FORMAT,
                null);
    }

    private static ScenarioFormatException exception(
            String source, JsonLocation location, String what, Throwable cause) {
        int line = location == null ? 1 : Math.max(1, location.getLineNr());
        int column = location == null ? 1 : Math.max(1, location.getColumnNr());
        return new ScenarioFormatException(source, line, column, what, cause);
    }
}
