package dev.seaworthy.sim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.explain.PageTemplate;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.sim.ScenarioRun;
import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.scenario.Departures;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.ScenarioGenerator;
import dev.seaworthy.sim.scenario.ScenarioJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page is made of, without a browser. */
class ReportPageTest {
    private static final int BYTES_MAX = 5_000_000;
    private static final long BROKEN_AT = 1_500_000_000;

    /** A seed with a long timeline, of more than 20,000 lines. */
    private static final long LARGEST_SEED = 38;

    @Test
    void theScenarioIsInIt() {
        String page = Reports.broken(42, BROKEN_AT);
        String scenario = ReportPage.scenarioIn(page).orElseThrow();
        assertEquals(ScenarioGenerator.generate(42, 0), ScenarioJson.read(scenario, "report"));
        assertEquals(Optional.empty(), ReportPage.scenarioIn(ScenarioJson.write(ScenarioGenerator.generate(42, 0))));
    }

    @Test
    void itSaysWhatMattersWithoutAScriptToo() {
        String page = Reports.broken(42, BROKEN_AT);
        assertTrue(page.contains("<b>VIOLATION</b> of <b>ElectionSafety</b> at 1500.0 ms"), page.substring(0, 2_000));
        assertTrue(page.contains("<h1>n2 became leader &lt;/script"));
        assertTrue(page.contains("<span>1500.0 ms</span> ElectionSafety is broken"));
        for (Fault fault : ScenarioGenerator.generate(42, 0).faults()) {
            assertTrue(page.contains("<td>f" + fault.id() + "</td><td>" + ReportData.name(fault)), fault::toString);
        }
        assertTrue(page.contains("<b>needed</b>: without it nothing fails"));
        assertTrue(Reports.clean(7).contains("NO VIOLATION"));
    }

    @Test
    void whatShrinkingTookOutIsFolded() {
        String page = Reports.broken(42, BROKEN_AT);
        assertTrue(page.contains("<summary>1 fault was not needed, and taken out</summary>"));
    }

    @Test
    void itTellsWhatTheWorldHasThatIsNotUsual() {
        String page = Reports.broken(42, BROKEN_AT);
        for (String departure : Departures.of(ScenarioGenerator.generate(42, 0))) {
            assertTrue(page.contains(PageTemplate.escape(departure)), departure);
        }
        assertTrue(page.contains("<dt>not as usual</dt>"));
    }

    @Test
    void operationsThatContradictEachOtherAreNamed() {
        RunRecorder recorder = new RunRecorder(null);
        History.Builder history = History.builder();
        String[] words = {"put k1 c1.0", "put k1 c1.1", "get k1"};
        for (int i = 0; i < words.length; i++) {
            String fact = "\"number\":" + i + ",\"operation\":" + i;
            String line = "c1." + i + " " + words[i];
            recorder.event(
                    2 * i + 1,
                    "c1",
                    "begins " + line,
                    "{\"event\":\"begins\"," + fact + ",\"words\":\"" + line + "\"}");
            recorder.event(
                    2 * i + 2,
                    "c1",
                    "ends " + line + ": x",
                    "{\"event\":\"ends\"," + fact + ",\"outcome\":\"x\",\"index\":0}");
            boolean reads = i == 2;
            int begun = history.invoke(0, reads ? "get" : "put", "k1", reads ? null : "c1." + i);
            history.ok(begun, reads ? "c1.0" : null);
        }
        recorder.judged(history.build(), new int[] {0, 1, 2});
        Recording recording = recorder.recording();
        Contradiction conflict = Contradiction.in(recording, Models.keyValue()).orElseThrow();
        assertTrue(conflict.sentence().contains("#2"), conflict.sentence());
        assertTrue(conflict.operations().containsAll(List.of(1, 2)), () -> "" + conflict.operations());
        Scenario scenario = ScenarioGenerator.generate(7, 0);
        Findings findings = new Findings(
                scenario, Optional.of(new Violation("Linearizability", "so", 6)), "again", null, List.of(), List.of());
        String page = ReportPage.of(recording, findings);
        assertTrue(page.contains("\"conflict\":[1,2]"), page.substring(page.indexOf("\"conflict\"")));
        assertTrue(
                page.contains("[1,\"c1.2 get k1\",4,5,\"x\",0,-1,2]"), page.substring(page.indexOf("\"operations\"")));
    }

    @Test
    void itNeedsNothingFromElsewhere() {
        String page = Reports.clean(7);
        assertFalse(Pattern.compile("<[^>]*\\b(src|href)\\s*=|@import|url\\(|https?://")
                .matcher(page)
                .find());
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test
    void itsPolicyKnowsItsOwnScriptAndStyle() throws Exception {
        String page = Reports.clean(7);
        for (String element : List.of("script", "style")) {
            Matcher matcher = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                    .matcher(page);
            assertTrue(matcher.find());
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
            String hash = Base64.getEncoder().encodeToString(digest);
            assertTrue(page.contains(element + "-src 'sha256-" + hash + "'"), element);
            assertFalse(matcher.find(), "there is one " + element);
        }
    }

    @Test
    void nothingFromARunBecomesMarkup() {
        String page = Reports.broken(42, BROKEN_AT);
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("<script>window"));
        assertEquals(3, page.split("</script>", -1).length - 1);
    }

    @Test
    void theDataSayWhatHappened() throws Exception {
        String page = Reports.clean(7);
        JsonNode data = new ObjectMapper()
                .readTree(page.substring(
                        page.indexOf('>', page.indexOf("id=\"data\"")) + 1,
                        page.indexOf("</script>", page.indexOf("id=\"data\""))));
        RunRecorder recorder = new RunRecorder(null);
        ScenarioRun.run(ScenarioGenerator.generate(7, 0), recorder);
        List<Recording.Event> events = recorder.recording().events();
        assertEquals(events.size(), data.get("events").size());
        long atNanos = 0;
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = data.get("events").get(i);
            atNanos += event.get(0).asLong();
            assertEquals(events.get(i).atNanos(), atNanos);
            assertEquals(
                    events.get(i).place(),
                    data.get("places").get(event.get(1).asInt()).asText());
            String line = data.get("forms").get(event.get(3).asInt()).asText();
            for (JsonNode number : event.get(4)) {
                line = line.replaceFirst(String.valueOf(ReportData.GAP), number.asText());
            }
            assertEquals(events.get(i).what(), line);
            for (int cause = 0; cause < event.get(5).size(); cause++) {
                assertEquals(
                        events.get(i).causes().get(cause),
                        i - event.get(5).get(cause).asInt());
            }
        }
    }

    @Test
    void theLargestRunStaysSmall() {
        String page = Reports.clean(LARGEST_SEED);
        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < BYTES_MAX, bytes + " bytes");
        assertEquals(page, Reports.clean(LARGEST_SEED), "the same run, the same page");
    }
}
