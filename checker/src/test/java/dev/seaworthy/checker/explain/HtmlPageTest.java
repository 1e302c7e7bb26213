package dev.seaworthy.checker.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.model.Models;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page is made of, without a browser. */
class HtmlPageTest {
    @Test
    void itSaysEverythingWithoutAScriptToo() {
        String page = Pages.of(Pages.staleRead());
        assertTrue(page.contains("<h1>A stale read</h1>"), page);
        assertTrue(page.contains("<b>NOT LINEARIZABLE</b> · history.edn: 7 operations on a kv, on x"));
        assertTrue(page.contains("#5 get x → one by process 2 saw &quot;one&quot; too late"));
        assertEquals(2, count(page, "<tr tabindex=\"0\" data-op="));
        assertTrue(page.indexOf("<h1>") < page.indexOf("application/json"), "what matters comes first");
    }

    @Test
    void itNeedsNothingFromElsewhere() {
        String page = Pages.of(Pages.staleRead());
        assertFalse(Pattern.compile("(src|href)\\s*=|@import|url\\(|https?://(?!www\\.w3\\.org/2000/svg)")
                .matcher(page)
                .find());
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test
    void itsPolicyKnowsItsOwnScriptAndStyle() throws Exception {
        String page = Pages.of(Pages.staleRead());
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
    void nothingFromAHistoryBecomesMarkup() {
        String page = Pages.of(Pages.hostile());
        assertFalse(page.contains("<script>window"), page);
        assertFalse(page.contains("<img"));
        assertFalse(page.contains("<b>key"));
        assertEquals(2, count(page, "</script>"));
        String data = page.substring(page.indexOf("id=\"data\">"), page.lastIndexOf("<script>"));
        String inside = data.substring(data.indexOf('{'), data.indexOf("</script>"));
        assertFalse(Pattern.compile("[<>&\u2028]").matcher(inside).find());
        assertTrue(page.contains("{{data}}"), "what looks like the template's is left as it is");
    }

    @Test
    void aPartIsFilledInOnceAndNotLookedAtAgain() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("a", "{{b}}");
        parts.put("b", "x");
        assertEquals("-{{b}}-x-", PageTemplate.fill("-{{a}}-{{b}}-", parts));
        assertThrows(IllegalArgumentException.class, () -> PageTemplate.fill("{{c}}", parts));
    }

    @Test
    void jsonIsEscapedForJsonAndForHtml() {
        assertEquals(
                "\"\\u003c/script\\u003e \\\"\\\\ \\u000a \\u2028 \\ud800 \ud83d\ude00\"",
                new JsonText()
                        .value("</script> \"\\ \n \u2028 \ud800 \ud83d\ude00")
                        .toString());
    }

    @Test
    void aGoodHistoryComesWithItsOrder() {
        String page = Pages.of(Pages.good());
        assertTrue(page.contains("<b class=\"good\">LINEARIZABLE</b>"));
        assertTrue(page.contains("[0,\"0\",\"put x one\",0,0,4,\"0\",\"4\",1,0]"), page);
    }

    @Test
    void aLargeHistoryStaysSmall() {
        String page = Pages.of(Pages.large(10_000));
        assertTrue(page.length() < 1_000_000, "characters: " + page.length());
        assertEquals(page, Pages.of(Pages.large(10_000)), "the same history, the same page");
    }

    @Test
    void anExplanationGoesWithABadVerdictOnly() {
        History history = Pages.good();
        CheckResult result = new Checker().check(history, Models.keyValue(), Budget.GENEROUS);
        Explanation other = Pages.explain(Pages.staleRead(), Models.keyValue());
        assertThrows(
                IllegalArgumentException.class,
                () -> HtmlPage.of("x", history, Models.keyValue(), result, Optional.of(other), List.of()));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
