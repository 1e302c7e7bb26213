package dev.seaworthy.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.seaworthy.engine.core.Limits;
import dev.seaworthy.engine.session.SessionLimits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schema and the code say the same of a scenario. */
class ScenarioSchemaTest {
    private static final Set<String> OPTIONAL = Set.of("operations", "expect", "shape", "trigger");

    /** The definitions of the schema and the records they describe; "" is the scenario itself. */
    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("", Scenario.class),
            Map.entry("limits", Limits.class),
            Map.entry("replica", ReplicaSpec.class),
            Map.entry("network", NetworkSpec.class),
            Map.entry("disk", DiskSpec.class),
            Map.entry("machine", MachineSpec.class),
            Map.entry("sessions", SessionLimits.class),
            Map.entry("workload", WorkloadSpec.class),
            Map.entry("action", MembershipAction.class),
            Map.entry("fault", Fault.class),
            Map.entry("trigger", Trigger.class),
            Map.entry("operation", ClientStep.class),
            Map.entry("expectation", FailureSignature.class));

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode text;
    private final JsonSchema schema;

    ScenarioSchemaTest() throws IOException {
        Path file = Path.of(System.getProperty("seaworthy.home"), "docs/scenario.schema.json");
        text = mapper.readTree(file.toFile());
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
    }

    @Test
    void itHasTheFieldsOfTheRecordsInTheirOrder() {
        Set<String> described = new TreeSet<>(List.of(""));
        text.get("$defs").fieldNames().forEachRemaining(described::add);
        assertEquals(new TreeSet<>(RECORDS.keySet()), described);
        RECORDS.forEach((name, type) -> {
            JsonNode definition = definition(name);
            List<String> fields = new ArrayList<>();
            definition.get("properties").fieldNames().forEachRemaining(fields::add);
            assertEquals(components(type), fields, name);
            List<String> required = new ArrayList<>();
            definition.get("required").forEach(field -> required.add(field.asText()));
            fields.removeAll(OPTIONAL);
            assertEquals(fields, required, name);
            assertFalse(definition.get("additionalProperties").asBoolean(), name);
        });
    }

    @Test
    void itHasTheConstantsOfTheEnums() {
        RECORDS.forEach((name, type) -> {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getType().isEnum()) {
                    List<String> constants = new ArrayList<>();
                    definition(name)
                            .get("properties")
                            .get(component.getName())
                            .get("enum")
                            .forEach(constant -> constants.add(constant.asText()));
                    assertEquals(
                            Arrays.stream(component.getType().getEnumConstants())
                                    .map(Object::toString)
                                    .toList(),
                            constants);
                }
            }
        });
    }

    @Test
    void itKnowsTheFormat() {
        assertEquals(Scenario.FORMAT, text.at("/properties/format/const").asInt());
    }

    @Test
    void generatedScenariosAreValid() throws IOException {
        for (long seed = 1; seed <= 300; seed++) {
            assertValid(ScenarioGenerator.generate(seed, 0));
        }
    }

    @Test
    void aScenarioWithEverythingIsValid() throws IOException {
        assertValid(ScenarioJson.read(ScenarioJsonTest.EVERYTHING, "test"));
    }

    @Test
    void whatTheCodeRefusesTheSchemaRefuses() throws IOException {
        for (String change : List.of(
                "/faults/0/kind:\"CRUSH\"",
                "/faults/0/shape:\"RING\"",
                "/faults/0/forNanos:0",
                "/faults/1/shape:null",
                "/faults/1/trigger/nth:0",
                "/actions/0/count:0",
                "/nodes:10",
                "/nodes:\"3\"",
                "/voters:0",
                "/healNanos:0",
                "/colour:1",
                "/network/lossPpm:1000001",
                "/network/inOrder:1",
                "/replica/leaseDriftPpm:-2",
                "/operations/0/client:0",
                "/operations/0/colour:1",
                "/expect/property:\"\"",
                "/format:4")) {
            String where = change.substring(0, change.indexOf(':'));
            ObjectNode scenario = (ObjectNode) mapper.readTree(ScenarioJsonTest.EVERYTHING);
            ObjectNode parent = (ObjectNode) scenario.at(where.substring(0, where.lastIndexOf('/')));
            parent.set(
                    where.substring(where.lastIndexOf('/') + 1),
                    mapper.readTree(change.substring(change.indexOf(':') + 1)));
            assertFalse(schema.validate(scenario).isEmpty(), () -> "the schema takes " + change);
            assertTrue(isRefused(scenario.toString()), () -> "the code takes " + change);
        }
    }

    private static boolean isRefused(String json) {
        try {
            ScenarioJson.read(json, "test");
            return false;
        } catch (ScenarioFormatException refused) {
            return true;
        }
    }

    private void assertValid(Scenario scenario) throws IOException {
        assertEquals(Set.of(), schema.validate(mapper.readTree(ScenarioJson.write(scenario))));
    }

    private JsonNode definition(String name) {
        return name.isEmpty() ? text : text.get("$defs").get(name);
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
