package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.sim.campaign.CampaignPlan;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter text = new StringWriter();
    private long now;

    @Test
    void onATerminalOneLineRewritesItself() {
        ProgressBar bar = bar(true, 100, CampaignPlan.NO_END);
        now = 5 * SECOND;
        bar.seedDone(50, 10_000, 0);
        assertEquals(
                "\r\u001b[K[###############---------------]  50 %  50 seeds  2,000 events/s  no violation  5.0 s left",
                text.toString());
        now += SECOND / 100;
        bar.seedDone(51, 10_001, 0);
        text.getBuffer().setLength(0);
        bar.erase();
        assertEquals("\r\u001b[K", text.toString());
    }

    @Test
    void itIsNotRedrawnMoreOftenThanEyesCanSee() {
        ProgressBar bar = bar(true, 100, CampaignPlan.NO_END);
        now = SECOND / 100;
        bar.seedDone(1, 1, 0);
        bar.erase();
        assertEquals("", text.toString());
    }

    @Test
    void elsewhereThereIsAPlainLineNowAndThen() {
        ProgressBar bar = bar(false, 1_000, CampaignPlan.NO_END);
        for (int second = 1; second <= 25; second++) {
            now = second * SECOND;
            bar.seedDone(second, 100L * second, second < 20 ? 0 : 1);
        }
        bar.erase();
        assertEquals(
                "1 %  10 seeds  100 events/s  no violation\n2 %  20 seeds  100 events/s  1 violation\n",
                text.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void withALimitInTimeTheClockDecides() {
        ProgressBar bar = bar(false, Long.MAX_VALUE - 1, 40 * SECOND);
        now = 30 * SECOND;
        bar.seedDone(3_000, 30, 2);
        assertEquals(
                "75 %  3,000 seeds  1 events/s  2 violations", text.toString().strip());
    }

    private ProgressBar bar(boolean terminal, long seedsMax, long nanosMax) {
        return new ProgressBar(new PrintWriter(text, true), () -> now, terminal, seedsMax, nanosMax);
    }
}
