package dev.seaworthy.sim.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.explain.Browser;
import dev.seaworthy.sim.Violation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report in a real browser, where there is one. Screenshots go to {@code target/pages}. */
class ReportBrowserTest {
    private static final Path SHOTS = Path.of("target", "pages");
    private static final long SEED = 42;
    private static final long LARGE_SEED = 38;
    /** In this run a vote is refused because a log is behind. */
    private static final long REFUSALS_SEED = 1;

    private static final long BROKEN_AT = 1_500_000_000;
    private static final String HEAD = "document.querySelector('#details h2').textContent";
    private static final String SLIDER = "document.querySelector('#slider').value";

    /** How many pixels of the diagram are not its background. */
    private static final String DRAWN = "(() => { const c = document.querySelector('#canvas');"
            + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
            + " for (let i = 4; i < d.length; i += 4) if (d[i] !== d[0] || d[i + 1] !== d[1]) n++; return n; })()";

    @TempDir
    private Path folder;

    private Path program;

    @BeforeEach
    void findTheBrowser() {
        Optional<Path> found = Browser.program();
        Assumptions.assumeTrue(found.isPresent(), "skipped: there is no Chromium on the PATH");
        program = found.get();
    }

    @Test
    void itDrawsAndShowsTheFailureFirst() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            assertEquals("true", browser.evaluate("document.body.dataset.ready"));
            assertTrue(browser.evaluate(HEAD).startsWith("oracle: ElectionSafety is broken"), browser.evaluate(HEAD));
            // Read once only: a second reading would make the browser warn.
            int drawn = Integer.parseInt(browser.evaluate(DRAWN));
            assertTrue(drawn > 20_000, drawn + " pixels");
            assertEquals("3", browser.evaluate("document.querySelectorAll('#nodes tbody tr').length"));
            assertEquals("undefined", browser.evaluate("typeof window.owned"));
            assertEquals("0", browser.evaluate("document.querySelectorAll('img, script[src]').length"));
            assertEquals(List.of(), browser.complaints());
            keep(browser, "report-light");
        }
    }

    @Test
    void itIsReadableInTheDark() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), true)) {
            assertEquals("rgb(20, 24, 29)", browser.evaluate("getComputedStyle(document.body).backgroundColor"));
            String corner = "document.querySelector('#canvas').getContext('2d').getImageData(1, 1, 1, 1).data.join()";
            assertEquals("20,24,29,255", browser.evaluate(corner));
            keep(browser, "report-dark");
        }
    }

    @Test
    void aClickSelectsAndTellsTheCauses() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            String failure = browser.evaluate(HEAD);
            browser.evaluate(
                    "(() => { const got = model.events.filter(e => e.kind === 'got' && e.place === 'n1'"
                            + " && diagram.spot(e) > 200 && diagram.spot(e) < 1000).pop(); window.wanted = got;"
                            + " window.px = Math.round(diagram.spot(got)); window.py = diagram.lanes.get('n1'); return 1; })()");
            int x = Integer.parseInt(browser.evaluate("window.px"));
            int y = Integer.parseInt(browser.evaluate("window.py"));
            browser.clickAt("#canvas", x, y);
            browser.settle();
            assertNotEquals(failure, browser.evaluate(HEAD));
            assertTrue(browser.evaluate(HEAD).startsWith("n1: "), browser.evaluate(HEAD));
            assertTrue(browser.evaluate("document.querySelector('#details').textContent")
                    .contains("because of"));
            String before = browser.evaluate(HEAD);
            browser.evaluate("document.querySelector('#details .links button').click()");
            assertNotEquals(before, browser.evaluate(HEAD), "a cause can be followed");
            assertEquals(List.of(), browser.complaints());
            keep(browser, "report-selected");
        }
    }

    @Test
    void theSliderMovesThroughTime() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            String before = browser.evaluate("document.querySelector('#nodes').textContent");
            browser.evaluate("(() => { const s = document.querySelector('#slider'); s.value = 3;"
                    + " s.dispatchEvent(new Event('input')); return 1; })()");
            browser.settle();
            assertNotEquals(before, browser.evaluate("document.querySelector('#nodes').textContent"));
            browser.click("#forward");
            browser.settle();
            assertEquals("4", browser.evaluate(SLIDER));
            browser.click("#back");
            browser.click("#back");
            browser.settle();
            assertEquals("2", browser.evaluate(SLIDER));
            browser.click("#jump");
            assertTrue(browser.evaluate(HEAD).startsWith("oracle: "));
        }
    }

    @Test
    void everythingCanBeDoneByKeyboard() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            browser.evaluate("document.querySelector('#chart').focus()");
            browser.press("Home");
            assertEquals("0", browser.evaluate(SLIDER));
            browser.press("ArrowRight");
            assertEquals("1", browser.evaluate(SLIDER));
            String place = browser.evaluate(HEAD).substring(0, 2);
            browser.press("ArrowDown");
            assertNotEquals(place, browser.evaluate(HEAD).substring(0, 2));
            browser.press("3");
            String all = browser.evaluate("document.querySelector('#slider').max");
            browser.press("2");
            assertNotEquals(all, browser.evaluate("document.querySelector('#slider').max"));
            String scale = browser.evaluate("diagram.view.scale");
            browser.press("+");
            assertNotEquals(scale, browser.evaluate("diagram.view.scale"));
            browser.press("t");
            assertEquals(
                    "true",
                    browser.evaluate("document.querySelector('[data-axis=time]').getAttribute('aria-pressed')"));
            browser.press("e");
            String failure = browser.evaluate(HEAD);
            assertTrue(failure.startsWith("oracle: "));
            browser.press("c");
            assertNotEquals(failure, browser.evaluate(HEAD));
            browser.press("S");
            browser.press("s");
            browser.press("Escape");
            assertEquals("No event selected", browser.evaluate(HEAD));
            browser.settle();
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void arrowsGoOnFromAStepOfTheStoryThatWasClicked() throws Exception {
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            browser.clickAt(".story li button", 12, 8);
            browser.settle();
            assertEquals(
                    "true",
                    browser.evaluate("document.querySelector('.story li button').getAttribute('aria-current')"));
            int clicked = Integer.parseInt(browser.evaluate(SLIDER));
            browser.press("ArrowRight");
            browser.press("ArrowRight");
            assertEquals(String.valueOf(clicked + 2), browser.evaluate(SLIDER));
            browser.press("ArrowLeft");
            assertEquals(String.valueOf(clicked + 1), browser.evaluate(SLIDER));
            String lane = browser.evaluate(HEAD).substring(0, 2);
            browser.press("ArrowDown");
            assertNotEquals(lane, browser.evaluate(HEAD).substring(0, 2), "up and down too: the diagram has the focus");
            // Sideways wherever the focus is.
            browser.evaluate("document.querySelector('#copy').focus()");
            int before = Integer.parseInt(browser.evaluate(SLIDER));
            browser.press("ArrowLeft");
            assertEquals(String.valueOf(before - 1), browser.evaluate(SLIDER));
        }
    }

    @Test
    void refusalsSayWhyInTheEventsAndOnTheirArrows() throws Exception {
        try (Browser browser = open(Reports.clean(REFUSALS_SEED), false)) {
            String refused = "model.events.filter(e => / (RequestVoteReply|PreVoteReply) term \\d+ refused/"
                    + ".test(model.text(e)) && e.flight)";
            assertNotEquals("0", browser.evaluate(refused + ".length"));
            assertEquals("0", browser.evaluate(refused + ".filter(e => !/ refused: ./.test(model.text(e))).length"));
            String behind = "model.events.find(e => e.flight && /refused: the log is behind/.test(model.text(e)))";
            assertTrue(
                    browser.evaluate("model.label(" + behind + ".flight)").matches(".*: \\d+@\\d+ is behind \\d+@\\d+"),
                    browser.evaluate("model.label(" + behind + ".flight)"));
            browser.evaluate(
                    "(() => { const f = document.querySelector('#find'); f.value = 'refused: the log is behind';"
                            + " f.dispatchEvent(new Event('input')); return 1; })()");
            browser.settle();
            assertTrue(browser.evaluate(HEAD).contains("refused: the log is behind, n"), browser.evaluate(HEAD));
            assertTrue(
                    browser.evaluate("document.querySelector('#found').textContent")
                            .matches("1 of \\d+"),
                    "which of how many");
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** An entry of term 1 reaches the disk, one of term 3 in its place does not; answers about both leave. */
    private static String answersThatWaited() {
        RunRecorder recorder = new RunRecorder(null);
        String batch = "{\"event\":\"batch\",\"term\":-1,\"vote\":0,\"base\":-1,\"baseTerm\":0,";
        String reply = "\"message\":\"AppendEntriesReply\",\"index\":1,\"term\":";
        recorder.event(
                1,
                "n2",
                "starts in term 1 with entries up to 0",
                "{\"event\":\"started\",\"term\":1,\"vote\":0,\"base\":0,\"baseTerm\":0,\"entries\":\"\"}");
        recorder.event(2, "n2", "appends 1..1 [io 2]", "{\"event\":\"append\",\"io\":2}");
        recorder.event(
                2,
                "n2",
                "holds n2>n1 AppendEntriesReply term 1 matches to 1 until io 2",
                "{\"event\":\"send\"," + reply + "1,\"after-io\":2}");
        recorder.event(2, "n2", null, batch + "\"io\":2,\"truncate\":0,\"entries\":\"1 1 put a b\"}");
        recorder.event(3, "n2", "removes entries from 1 on [io 5]", "{\"event\":\"truncate\",\"io\":5}");
        recorder.event(3, "n2", "appends 1..1 [io 6]", "{\"event\":\"append\",\"io\":6}");
        for (int i = 0; i < 2; i++) {
            recorder.event(
                    3,
                    "n2",
                    "holds n2>n3 AppendEntriesReply term 3 matches to 1 until io 4",
                    "{\"event\":\"send\"," + reply + "3,\"after-io\":4}");
        }
        recorder.event(3, "n2", null, batch + "\"io\":6,\"truncate\":1,\"entries\":\"1 3 put c d\"}");
        recorder.event(9, "n2", "has synced io 2", "{\"event\":\"synced\",\"io\":2}");
        String sent = "{\"event\":\"sent\"," + reply;
        recorder.event(9, "n2", "sends n2>n1 AppendEntriesReply term 1 matches to 1", sent + "1}");
        recorder.event(9, "n2", "has synced io 4", "{\"event\":\"synced\",\"io\":4}");
        recorder.event(9, "n2", "sends n2>n3 AppendEntriesReply term 3 matches to 1", sent + "3}");
        recorder.event(9, "n2", "sends n2>n3 AppendEntriesReply term 3 matches to 1", sent + "3}");
        return Reports.told(recorder, new Violation("PersistBeforeSend", "n2 acknowledged index 1 to n3", 9));
    }

    @Test
    void whatIsOnDiskIsToldApartFromWhatIsInMemory() throws Exception {
        try (Browser browser = open(answersThatWaited(), false)) {
            // Plain letters only: the rest would come escaped.
            String odd = "document.querySelector('#odd').innerText.replace(/[^ -~]/g, '')";
            assertEquals(
                    "n2 promises entry 1 of term 3, which is not on its disk: there entry 1 is of term 1; the answer"
                            + " waited for io 4, but io 6 writes the entry 2, first: 0.000 ms  n2  sends to n3:"
                            + " AppendEntriesReply term 3 matches to 1",
                    browser.evaluate(odd).strip());
            String row = browser.evaluate("document.querySelectorAll('#nodes tbody tr')[1].innerText");
            assertTrue(row.contains("to 1 (1@1 there, 1@3 in memory)"), row);
            assertTrue(row.contains("on disk t1"), row);
            String members = "voters n1 n2, and of the one it leaves voters n1 n3#301, learner n4";
            assertEquals(
                    "voter; voter, joining; voter, leaving; learner; no member",
                    browser.evaluate("[1, 2, 3, 4, 5].map(n => model.standing(n, '" + members + "')).join('; ')"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** A layer of the log that says more than it wrote: the disk itself still has no vote. */
    @Test
    void aVoteThatTheDiskDoesNotHoldIsToldOfItsCandidate() throws Exception {
        RunRecorder recorder = new RunRecorder(null);
        recorder.event(
                0,
                "n1",
                "starts in term 0 with entries up to 0",
                "{\"event\":\"started\",\"term\":0,\"vote\":0,\"base\":0,\"baseTerm\":0,\"entries\":\"\"}");
        recorder.event(
                1,
                "n1",
                null,
                "{\"event\":\"batch\",\"io\":1,\"term\":1,\"vote\":1,\"truncate\":0,\"base\":-1,\"baseTerm\":0,\"entries\":\"\"}");
        recorder.event(2, "n1", "has synced io 1", "{\"event\":\"synced\",\"io\":1,\"term\":0,\"vote\":0}");
        recorder.event(
                2,
                "n1",
                "sends n1>n2 RequestVote term 1 last 0@0",
                "{\"event\":\"sent\",\"message\":\"RequestVote\",\"from-node\":1,\"to-node\":2,\"term\":1}");
        String nobody = "commits to 1: none of the voters n1 has it, 1 needed (configuration of entry 1)";
        recorder.event(3, "n1", nobody, "{\"event\":\"commit\",\"index\":1}");
        Violation violation = new Violation("PersistBeforeSend", "a vote of n1 for n1 left", 3);
        try (Browser browser = open(Reports.told(recorder, violation), false)) {
            assertEquals(
                    "n1 campaigns with its own vote in term 1, which is not on its disk: there it says term 0, no vote",
                    browser.evaluate("document.querySelector('#odd li').innerText.replace(/[^ -~]/g, '')")
                            .strip()
                            .replaceFirst(": 0.000 ms.*", ""));
            assertEquals(
                    "commits to 1 though none of the voters n1 has it, 1 needed (configuration of entry 1)",
                    browser.evaluate("model.events.flatMap(e => e.notes).pop()"));
            String row = browser.evaluate("document.querySelectorAll('#nodes tbody tr')[0].innerText");
            assertFalse(row.contains("vote n1"), row);
            assertEquals(List.of(), browser.complaints());
        }
    }

    /** Of three nodes one speaks; another starts and is asked by a client, which is no part of the protocol. */
    @Test
    void whoTakesNoPartIsAThinLane() throws Exception {
        RunRecorder recorder = new RunRecorder(null);
        recorder.event(1, "n1", "starts in term 0 with entries up to 0", "{\"event\":\"started\"}");
        recorder.event(2, "n2", "is CANDIDATE in term 1", "{\"event\":\"role\",\"role\":\"CANDIDATE\",\"term\":1}");
        recorder.event(2, "n2", "writes term 1 [io 1]", "{\"event\":\"hard-state\",\"io\":1}");
        String asked = "\"client\":1,\"operation\":0,\"attempt\":1";
        recorder.event(
                3, "c1", "asks n1, operation 0, attempt 1", "{\"event\":\"asks\",\"to\":1,\"at\":4," + asked + "}");
        recorder.event(4, "n1", "is asked by c1, operation 0, attempt 1", "{\"event\":\"asked\"," + asked + "}");
        String page = Reports.told(recorder, new Violation("ElectionSafety", "n2 became leader", 9));
        try (Browser browser = open(page, false)) {
            String room = "['n2', 'n3'].map((name, i) => diagram.lanes.get(name) - diagram.lanes.get('n' + (i + 1)))";
            assertEquals("1,3", browser.evaluate("[...layout.quiet].join()"));
            String[] rooms = browser.evaluate(room + ".join()").split(",");
            assertTrue(Integer.parseInt(rooms[0]) < 60 && Integer.parseInt(rooms[1]) < 60, String.join(" ", rooms));
            assertEquals(List.of(), browser.complaints());
        }
        try (Browser browser = open(Reports.broken(SEED, BROKEN_AT), false)) {
            assertEquals("0", browser.evaluate("layout.quiet.size"));
            assertTrue(Integer.parseInt(browser.evaluate("diagram.lanes.get('n2') - diagram.lanes.get('n1')")) > 60);
        }
    }

    @Test
    void aCrashIsToldByWhoDidWhatAndItsExceptionOnAClick() throws Exception {
        try (Browser browser = open(Reports.crashed(SEED, BROKEN_AT), false)) {
            String title = browser.evaluate("document.querySelector('h1').textContent");
            assertTrue(
                    title.matches("n\\d stopped with an error at \\d+\\.\\d ms when it .*: its storage refused .*"),
                    title);
            assertFalse(title.contains("Exception"), title);
            String shown = browser.evaluate("document.querySelector('header').innerText");
            assertTrue(shown.contains("nothing was written: base 6 of term 2"), shown);
            assertFalse(shown.contains("Exception") || shown.contains("Replica.flush"), shown);
            browser.evaluate("document.querySelector('.facts summary').click()");
            browser.settle();
            assertEquals("Replica.flush:238", browser.evaluate("document.querySelector('.facts li').innerText"));
            assertTrue(browser.evaluate("document.querySelector('header').innerText")
                    .contains("java.lang.IllegalStateException"));
            assertEquals(List.of(), browser.complaints());
            keep(browser, "report-crash");
        }
    }

    @Test
    void aRunOfManyEventsIsDrawnOnlyAsFarAsItIsInSight() throws Exception {
        String page = Reports.clean(LARGE_SEED);
        try (Browser browser = open(page, false)) {
            int events = Integer.parseInt(browser.evaluate("model.events.length"));
            int atFirst = strokes(browser);
            browser.press("0");
            browser.settle();
            int whole = strokes(browser);
            System.out.println(events + " events: " + page.length() + " characters, " + atFirst
                    + " strokes at first, the whole run in " + whole);
            assertTrue(events > 10_000, () -> events + " events");
            assertTrue(atFirst > 100 && atFirst < events / 10, () -> atFirst + " strokes at first");
            assertTrue(whole > 100 && whole < events, () -> whole + " strokes of the whole run");
            assertFalse(browser.evaluate("document.body.textContent").contains("VIOLATION of"));
            assertEquals(List.of(), browser.complaints());
            keep(browser, "report-large");
        }
    }

    /** How often a picture touches the canvas. */
    private static int strokes(Browser browser) throws Exception {
        return Integer.parseInt(browser.evaluate("""
                (() => {
                  const ink = CanvasRenderingContext2D.prototype, kept = {};
                  let count = 0;
                  for (const name of ['stroke', 'fill', 'fillRect', 'fillText']) {
                    kept[name] = ink[name];
                    ink[name] = function (...given) { count++; return kept[name].apply(this, given); };
                  }
                  diagram.draw();
                  Object.assign(ink, kept);
                  return count;
                })()"""));
    }

    private Browser open(String page, boolean dark) throws Exception {
        Path file = Files.writeString(folder.resolve("report.html"), page);
        Browser browser = Browser.open(program, file, 1500, 1400, dark);
        browser.settle();
        return browser;
    }

    private static void keep(Browser browser, String name) throws Exception {
        Files.createDirectories(SHOTS);
        Files.write(SHOTS.resolve(name + ".png"), browser.screenshot());
    }
}
