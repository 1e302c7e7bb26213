package dev.seaworthy.cli;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.consistency.Consistency;
import dev.seaworthy.checker.explain.Explainer;
import dev.seaworthy.checker.explain.Explanation;
import dev.seaworthy.checker.explain.HtmlPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes a verdict and its explanation as one HTML file. Stateless. */
final class CheckPage {
    /** Explaining asks the checker many times. */
    private static final Budget BUDGET = Budget.GENEROUS;

    private CheckPage() {}

    /**
     * Writes the page.
     *
     * @throws BadInputException if the file cannot be written
     */
    static void write(Path page, CheckReport report) {
        CheckInput input = report.input();
        String text = text(input.file().getFileName().toString(), input.history(), input.model(), report.result());
        try {
            Files.writeString(page, text);
        } catch (IOException failure) {
            throw new BadInputException("cannot write " + page + ": " + failure.getMessage(), failure);
        }
    }

    private static <S> String text(String title, History history, Model<S> model, CheckResult result) {
        Optional<Explanation> explanation = Optional.empty();
        List<String> remarks = List.of();
        if (result.conflict().isPresent()) {
            explanation = Optional.of(new Explainer().explain(history, model, result, BUDGET));
            String still = Consistency.summary(Consistency.judge(history, model, BUDGET));
            remarks = still.isEmpty() ? remarks : List.of(still);
        }
        return HtmlPage.of(title, history, model, result, explanation, remarks);
    }
}
