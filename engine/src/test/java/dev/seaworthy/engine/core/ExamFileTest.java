package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That exams are read and graded as they are meant, also where there are none to sit. */
class ExamFileTest {
    private static final Path FILE = Path.of("some.txt");

    @Test
    void aFileIsARowOfQuestionsWithAnswers() {
        List<ExamFile.Case> cases = ExamFile.parse(
                FILE,
                List.of(
                        "# what this is about",
                        "",
                        "simple",
                        "v1  v2",
                        "----",
                        "first",
                        "  last",
                        "",
                        "",
                        "# another",
                        "leave-joint",
                        "----",
                        "no"));
        assertEquals(
                List.of(
                        new ExamFile.Case(FILE, 3, "simple v1  v2", List.of("first", "  last")),
                        new ExamFile.Case(FILE, 11, "leave-joint", List.of("no"))),
                cases);
    }

    @Test
    void aFileThatIsCutShortIsNoExam() {
        assertThrows(AssertionError.class, () -> ExamFile.parse(FILE, List.of("simple", "v1")));
        assertThrows(AssertionError.class, () -> ExamFile.parse(FILE, List.of("simple", "----")));
        assertThrows(AssertionError.class, () -> ExamFile.parse(FILE, List.of("----", "voters=(1)")));
    }

    @Test
    void aHistoryIsToldInTheWordsOfTheExam() {
        ExamHistory history = new ExamHistory();
        assertEquals("voters=(1) {1=false}", history.after("simple v1 r0"));
        assertEquals(
                "voters=(2)&&(1) learners=(3) learners_next=(1) autoleave {1=false, 2=false, 3=true}",
                history.after("enter-joint autoleave=true l1 v2 l3 u2"));
        assertEquals(ExamHistory.known(List.of("config is already joint")), history.after("enter-joint v4"));
        assertEquals(
                ExamHistory.known(List.of(
                        "voters=(2) learners=(1 3)",
                        "1: StateProbe match=0 next=1 learner",
                        "2: StateProbe match=0 next=1",
                        "3: StateProbe match=0 next=1 learner")),
                history.after("leave-joint"));
    }

    @Test
    void anAnswerThatIsNotUnderstoodIsNotTakenForRight() {
        assertThrows(IllegalArgumentException.class, () -> ExamHistory.known(List.of("something else")));
        assertThrows(IllegalArgumentException.class, () -> ExamHistory.known(List.of("voters=(1)", "garbled")));
    }
}
