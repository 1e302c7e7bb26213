package dev.seaworthy.cli;

import dev.seaworthy.sim.Violation;
import dev.seaworthy.sim.campaign.Runs;
import dev.seaworthy.sim.report.Findings;
import dev.seaworthy.sim.report.ReportPage;
import dev.seaworthy.sim.report.RunRecorder;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.shrink.Necessity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes a run as one HTML file.
 *
 * @param page where to
 * @param zoo which engine runs
 * @param runs that engine
 */
record RunReport(Path page, ZooOption zoo, Runs runs) {
    /**
     * Writes the page of a run that was recorded. If the run failed, its faults are tried one by one.
     *
     * @param before what was shrunk to this scenario; null where nothing was
     * @throws BadInputException if the file cannot be written
     */
    void write(Scenario scenario, RunRecorder recorder, Optional<Violation> violation, Scenario before) {
        List<Necessity> needs = violation
                .map(found -> Necessity.ofFaults(runs, scenario, found))
                .orElse(List.of());
        String command = "./seaworthy replay " + page.getFileName() + zoo.asArguments();
        Findings findings = new Findings(scenario, violation, command, zoo.bug(), needs, taken(before, scenario));
        try {
            Files.writeString(page, ReportPage.of(recorder.recording(), findings));
        } catch (IOException failure) {
            throw new BadInputException("cannot write " + page + ": " + failure.getMessage(), failure);
        }
    }

    private static List<String> taken(Scenario before, Scenario after) {
        if (before == null) {
            return List.of();
        }
        List<Integer> kept = after.faults().stream().map(Fault::id).toList();
        return before.faults().stream()
                .filter(fault -> !kept.contains(fault.id()))
                .map(ReportPage::describe)
                .toList();
    }
}
