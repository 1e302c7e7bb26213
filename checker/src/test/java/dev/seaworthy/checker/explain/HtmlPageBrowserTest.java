package dev.seaworthy.checker.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one. Screenshots go to {@code target/pages}. */
class HtmlPageBrowserTest {
    private static final Path SHOTS = Path.of("target", "pages");

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
    void itDrawsWithoutComplaint() throws Exception {
        try (Browser browser = open("small", Pages.of(Pages.staleRead()), false)) {
            assertEquals("false", browser.evaluate("document.querySelector('.picture').hidden"));
            assertEquals("7", browser.evaluate("document.querySelectorAll('g.op').length"));
            assertEquals("2", browser.evaluate("document.querySelectorAll('g.op .culprit').length"));
            assertEquals("1", browser.evaluate("document.querySelectorAll('g.op .cross').length"));
            assertEquals("1", browser.evaluate("document.querySelectorAll('#view > g > path.before').length"));
            assertEquals("1", browser.evaluate("document.querySelectorAll('.dot').length - 1"), "beside the legend's");
            assertEquals(List.of(), browser.complaints());
            keep(browser, "small-light");
        }
    }

    @Test
    void itIsReadableInTheDark() throws Exception {
        try (Browser browser = open("dark", Pages.of(Pages.staleRead()), true)) {
            assertEquals("rgb(20, 24, 29)", browser.evaluate("getComputedStyle(document.body).backgroundColor"));
            keep(browser, "small-dark");
        }
    }

    @Test
    void aClickSelectsAndHoveringTells() throws Exception {
        try (Browser browser = open("click", Pages.of(Pages.staleRead()), false)) {
            browser.click("g.op[data-op=\"4\"] .body");
            browser.settle();
            assertEquals("true", browser.evaluate("document.querySelector('#op-4').getAttribute('aria-selected')"));
            assertTrue(browser.evaluate("document.querySelector('#details').textContent")
                    .startsWith("#4 "));
            browser.hover("g.op[data-op=\"2\"] .body");
            browser.settle();
            assertEquals("false", browser.evaluate("document.querySelector('#tip').hidden"));
            assertTrue(browser.evaluate("document.querySelector('#tip').textContent")
                    .startsWith("#2 "));
            keep(browser, "small-selected");
        }
    }

    @Test
    void theKeysGoFromOperationToOperation() throws Exception {
        try (Browser browser = open("keys", Pages.of(Pages.staleRead()), false)) {
            browser.evaluate("document.querySelector('#chart').focus()");
            browser.press("Home");
            browser.press("ArrowRight");
            browser.settle();
            assertEquals("op-1", active(browser));
            browser.press("ArrowLeft");
            browser.settle();
            assertEquals("op-0", active(browser));
            browser.press("ArrowDown");
            browser.settle();
            assertNotEquals("op-0", active(browser));
            browser.press("e");
            browser.settle();
            assertEquals("op-5", active(browser));
            browser.press("m");
            browser.settle();
            assertEquals("3", browser.evaluate("document.querySelectorAll('g.op').length"));
            String order = "document.querySelector('#attempt').value";
            String before = browser.evaluate(order);
            browser.press("]");
            assertNotEquals(before, browser.evaluate(order));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void aLargeHistoryShowsTheErrorAtOnce() throws Exception {
        History history = Pages.large(10_000);
        String page = Pages.of(history);
        try (Browser browser = open("large", page, false)) {
            int bars = Integer.parseInt(browser.evaluate("document.querySelectorAll('g.op').length"));
            assertTrue(bars > 10 && bars < 200, bars + " bars");
            assertEquals("1", browser.evaluate("document.querySelectorAll('g.op .cross').length"));
            keep(browser, "large-context");
            String drawn = browser.evaluate("Math.round(performance.now())");
            String painted =
                    browser.evaluate("performance.getEntriesByType('paint').map(p => Math.round(p.startTime))");
            System.out.println("10,000 operations: " + page.length() + " characters, first paint at " + painted
                    + " ms, drawn before " + drawn + " ms");
            browser.press("a");
            browser.settle();
            int all = Integer.parseInt(browser.evaluate("document.querySelectorAll('g.op').length"));
            assertTrue(all > 10 && all < 2_000, all + " bars: only what is in sight is drawn");
            keep(browser, "large-all");
            browser.evaluate("document.querySelector('#chart').scrollTo(0, 0)");
            browser.settle();
            assertEquals("1", browser.evaluate("document.querySelectorAll('#op-0').length"));
            browser.click("#jump");
            browser.settle();
            assertEquals("0", browser.evaluate("document.querySelectorAll('#op-0').length"));
            assertEquals("1", browser.evaluate("document.querySelectorAll('g.op .cross').length"));
            assertEquals(List.of(), browser.complaints());
        }
    }

    @Test
    void aHostileHistoryIsOnlyText() throws Exception {
        try (Browser browser = open("hostile", Pages.of(Pages.hostile()), false)) {
            assertEquals("undefined", browser.evaluate("typeof window.owned"));
            assertEquals("0", browser.evaluate("document.querySelectorAll('img, iframe, b b, script[src]').length"));
            assertEquals("2", browser.evaluate("document.scripts.length"));
            browser.press("e");
            browser.hover("g.op .culprit");
            browser.settle();
            assertEquals("undefined", browser.evaluate("typeof window.owned"));
            assertTrue(browser.evaluate("document.body.textContent").contains("<img src=x"));
            assertEquals(List.of(), browser.complaints());
            keep(browser, "hostile");
        }
    }

    @Test
    void aGoodHistoryIsShownWithItsOrder() throws Exception {
        try (Browser browser = open("good", Pages.of(Pages.good()), false)) {
            assertEquals("4", browser.evaluate("document.querySelectorAll('#view .dot').length"));
            assertFalse(browser.evaluate("document.body.textContent").contains("NOT LINEARIZABLE"));
            assertEquals(List.of(), browser.complaints());
            keep(browser, "good");
        }
    }

    private Browser open(String name, String page, boolean dark) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".html"), page);
        return Browser.open(program, file, 1280, 900, dark);
    }

    private static String active(Browser browser) throws Exception {
        return browser.evaluate("document.querySelector('#chart').getAttribute('aria-activedescendant')");
    }

    private static void keep(Browser browser, String name) throws Exception {
        Files.createDirectories(SHOTS);
        Files.write(SHOTS.resolve(name + ".png"), browser.screenshot());
    }
}
