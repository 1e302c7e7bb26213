package dev.seaworthy.cli;

import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.Operation;
import dev.seaworthy.checker.edn.EdnHistoryReader;
import dev.seaworthy.checker.edn.IndependentKeys;
import dev.seaworthy.checker.model.Models;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A history to be judged.
 *
 * @param file where it came from
 * @param history its operations, all in the language of the model
 * @param model what judges them
 */
record CheckInput(Path file, History history, Model<?> model) {
    /**
     * Reads a file.
     *
     * @param modelName the model, or empty if the operations shall tell
     * @param deadline until when
     * @throws BadInputException if it cannot be read, is not a history, or not of this model
     * @throws Deadline.OverException if the time was over before all was read
     */
    public static CheckInput read(Path file, Optional<String> modelName, Deadline deadline)
            throws Deadline.OverException {
        try {
            History history = read(file, deadline);
            history = IndependentKeys.of(history).orElse(history);
            String name = modelName.isPresent() ? modelName.get() : ModelGuess.of(history);
            if (!isInLanguageOf(history, Models.named(name).orElseThrow())) {
                // Read again, to say at which line and column the stranger is.
                EdnHistoryReader.read(file, Models.named(name).orElseThrow());
            }
            return new CheckInput(file, history, Models.named(name, history).orElseThrow());
        } catch (HistoryFormatException malformed) {
            throw new BadInputException(malformed.getMessage(), malformed);
        } catch (Deadline.OverException over) {
            throw over;
        } catch (NoSuchFileException missing) {
            throw new BadInputException("there is no file " + file, missing);
        } catch (IOException failure) {
            String why = Files.isDirectory(file) ? "it is a folder" : failure.getMessage();
            throw new BadInputException("cannot read " + file + ": " + why, failure);
        }
    }

    private static History read(Path file, Deadline deadline) throws IOException {
        try (InputStream in = deadline.limiting(Files.newInputStream(file))) {
            return EdnHistoryReader.read(file.toString(), in);
        }
    }

    private static boolean isInLanguageOf(History history, Model<?> model) {
        for (Operation operation : history.operations()) {
            if (model.objectionTo(operation).isPresent()) {
                return false;
            }
        }
        return true;
    }
}
