package dev.seaworthy.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arithmetic of majorities, examined with another engine's tables: see {@link ExamFile}. */
class QuorumExamTest {
    @TestFactory
    Stream<DynamicTest> everyQuestionGetsTheKnownAnswer() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : ExamFile.ofKind("quorum")) {
            for (ExamFile.Case each : ExamFile.read(file)) {
                // What stands above the last line is a chart for people.
                String answer = each.lastLine().replace("<empty majority quorum>", "");
                tests.add(DynamicTest.dynamicTest(
                        each.title(),
                        () -> assertEquals(
                                List.of(answer), Question.of(each.question()).answers())));
            }
        }
        return tests.stream();
    }

    /**
     * A question in our words: theirs names voters by number, and what each has said in the order in which the numbers
     * first appear.
     *
     * @param said of each voter; {@code _} for nothing
     */
    private record Question(String command, List<Configuration> configurations, Map<Member, String> said) {
        private static final Pattern ARGUMENT = Pattern.compile("\\s+(\\w+)=(?:\\(([^)]*)\\)|(\\w+))");

        static Question of(String text) {
            int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
            Map<String, List<String>> arguments = new LinkedHashMap<>();
            Matcher matcher = ARGUMENT.matcher(text).region(end, text.length());
            while (matcher.lookingAt()) {
                String values = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                arguments.put(
                        matcher.group(1),
                        values.isBlank() ? List.of() : List.of(values.strip().split("\\s*,\\s*")));
                matcher.region(matcher.end(), text.length());
            }
            assertEquals("", text.substring(matcher.regionStart()), "what was not understood of: " + text);
            String command = text.substring(0, end);
            List<Member> voters = members(arguments.remove("cfg"));
            boolean isJoint = arguments.containsKey("cfgj");
            List<Member> outgoing = members(arguments.remove("cfgj"));
            List<String> values = arguments.remove(command.equals("vote") ? "votes" : "idx");
            assertEquals(List.of(), List.copyOf(arguments.keySet()), "arguments that were not understood of: " + text);
            return new Question(
                    command, isJoint ? joint(voters, outgoing) : plain(voters), said(voters, outgoing, values));
        }

        /** The answers by each way to put it: all the same, where the arithmetic is right. */
        List<String> answers() {
            return configurations.stream().map(this::answer).distinct().toList();
        }

        private String answer(Configuration configuration) {
            return switch (command) {
                case "committed" -> {
                    long index = Quorum.reached(configuration, member -> number(said.get(member)));
                    yield index == Long.MAX_VALUE ? "∞" : Long.toString(index);
                }
                case "vote" -> {
                    Tally tally = new Tally();
                    said.forEach((member, vote) -> {
                        if (!vote.equals("_")) {
                            tally.record(member, vote.equals("y"));
                        }
                    });
                    yield switch (Quorum.vote(configuration, tally)) {
                        case WON -> "VoteWon";
                        case PENDING -> "VotePending";
                        case LOST -> "VoteLost";
                    };
                }
                default -> throw new IllegalArgumentException("unknown command " + command);
            };
        }

        /** The plain configuration, and the joint one of it and itself. */
        private static List<Configuration> plain(List<Member> voters) {
            return List.of(Configuration.ofVoters(voters), new Configuration(voters, voters, List.of()));
        }

        /** The two halves, and the other way round; our configurations are not joint where one half is empty. */
        private static List<Configuration> joint(List<Member> voters, List<Member> outgoing) {
            if (voters.isEmpty() || outgoing.isEmpty()) {
                return plain(voters.isEmpty() ? outgoing : voters);
            }
            return List.of(
                    new Configuration(voters, outgoing, List.of()), new Configuration(outgoing, voters, List.of()));
        }

        private static Map<Member, String> said(List<Member> voters, List<Member> outgoing, List<String> values) {
            Map<Member, String> said = new LinkedHashMap<>();
            voters.forEach(member -> said.put(member, "_"));
            outgoing.forEach(member -> said.put(member, "_"));
            List<String> all = values == null ? List.of() : values;
            assertEquals(said.size(), all.size(), "voters, and what they said");
            int next = 0;
            for (Map.Entry<Member, String> each : said.entrySet()) {
                each.setValue(all.get(next++));
            }
            return said;
        }

        private static List<Member> members(List<String> ids) {
            TreeSet<Member> members = new TreeSet<>();
            if (ids != null && !ids.equals(List.of("zero"))) {
                ids.forEach(id -> members.add(new Member(Long.parseLong(id), 1)));
            }
            return List.copyOf(members);
        }

        private static long number(String said) {
            return said.equals("_") ? 0 : Long.parseLong(said);
        }
    }
}
