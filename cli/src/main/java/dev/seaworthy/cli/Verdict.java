package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.CampaignResult;
import dev.seaworthy.sim.scenario.Scenario;
import java.util.Optional;

/** How a replay compares with what its scenario says of it. */
enum Verdict {
    /** It fails as it is said to. */
    STILL_FAILS("Still fails."),
    /** It does not fail. */
    PASSES("Passes now."),
    /** It fails in another way. */
    FAILS_DIFFERENTLY("Fails differently.");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** It in a sentence. */
    String words() {
        return words;
    }

    /** The verdict on a scenario that says how it fails; none on others. */
    static Optional<Verdict> of(Scenario scenario, CampaignResult result) {
        if (scenario.expect() == null) {
            return Optional.empty();
        }
        if (result.isClean()) {
            return Optional.of(PASSES);
        }
        boolean same = result.findings().get(0).violation().signature().equals(scenario.expect());
        return Optional.of(same ? STILL_FAILS : FAILS_DIFFERENTLY);
    }
}
