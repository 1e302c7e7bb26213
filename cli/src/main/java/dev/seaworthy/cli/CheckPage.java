package dev.seaworthy.cli;

import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.explain.HtmlPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Writes a verdict and its explanation as one HTML file. Stateless. */
final class CheckPage {
    private CheckPage() {}

    /**
     * Writes the page.
     *
     * @throws BadInputException if there is nothing that could be shown, or the file cannot be written
     */
    static void write(Path page, CheckReport report) {
        CheckResult result = report.result();
        if (report.input().isEmpty()
                || report.story().explanation().isPresent() != result.conflict().isPresent()) {
            throw new BadInputException(
                    "wrote no " + page + ": time or memory was over before there was what it shows");
        }
        CheckInput input = report.input().get();
        String text = HtmlPage.of(
                input.file().getFileName().toString(),
                input.history(),
                input.model(),
                result,
                report.story().explanation(),
                report.story().remarks());
        try {
            Files.writeString(page, text);
        } catch (NoSuchFileException missing) {
            throw new BadInputException("cannot write " + page + ": there is no such folder", missing);
        } catch (IOException failure) {
            throw new BadInputException("cannot write " + page + ": " + failure.getMessage(), failure);
        }
    }
}
