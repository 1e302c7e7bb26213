package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One exam's history of configurations: their vocabulary on the outside, {@link ConfigurationChange} on the inside.
 *
 * <ul>
 *   <li>Number n is the member (n, disk 1).
 *   <li>Their {@code learners_next} are our learners that are outgoing voters too.
 *   <li>Whether a joint configuration is to be left automatically is a flag of theirs; our leaders always do so.
 * </ul>
 */
final class ExamHistory {
    private static final Pattern PROGRESS = Pattern.compile("(\\d+): .*?(learner)?");

    /** What a refusal means: words of theirs, a piece of what we say. Found in this order. */
    private enum Refusal {
        MORE_THAN_ONE_VOTER("more than one voter", "more than one voter"),
        ALREADY_JOINT("already joint|\\bin joint", "a joint configuration has to be left before"),
        NOT_JOINT("non-joint", "only a joint configuration can be left"),
        NO_VOTERS("zero-voter|all voters", "at least one voter"),
        UNREADABLE("unknown|no input", "unknown");

        private final Pattern theirs;
        private final String ours;

        Refusal(String theirs, String ours) {
            this.theirs = Pattern.compile(theirs);
            this.ours = ours;
        }

        static String ofTheirs(String text) {
            for (Refusal refusal : values()) {
                if (refusal.theirs.matcher(text).find()) {
                    return refusal.name();
                }
            }
            throw new IllegalArgumentException("an answer that is not understood: " + text);
        }

        static String ofOurs(IllegalArgumentException thrown) {
            for (Refusal refusal : values()) {
                if (thrown.getMessage().contains(refusal.ours)) {
                    return refusal.name();
                }
            }
            throw new IllegalArgumentException("a refusal that nobody expects", thrown);
        }
    }

    private Configuration configuration = Configuration.NONE;
    private boolean autoLeave;

    /** The known answer: the meaning of a refusal, or the configuration and who is followed as what. */
    static String known(List<String> answer) {
        String first = answer.get(0).strip();
        if (!first.startsWith("voters=")) {
            return Refusal.ofTheirs(first);
        }
        Map<Long, Boolean> followed = new TreeMap<>();
        for (String line : answer.subList(1, answer.size())) {
            Matcher matcher = PROGRESS.matcher(line.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("an answer that is not understood: " + line);
            }
            followed.put(Long.parseLong(matcher.group(1)), matcher.group(2) != null);
        }
        return first + " " + followed;
    }

    /** Takes a step, where it is not refused; our answer, comparable with the known one. */
    String after(String question) {
        try {
            take(List.of(question.split("\\s+")));
        } catch (IllegalArgumentException refused) {
            return Refusal.ofOurs(refused);
        }
        return description() + " " + followed();
    }

    private void take(List<String> words) {
        List<String> operations = new ArrayList<>(words.subList(1, words.size()));
        boolean leaveWanted = operations.remove("autoleave=true");
        operations.remove("autoleave=false");
        switch (words.get(0)) {
            case "simple" -> {
                Configuration target = target(operations);
                if (!ConfigurationChange.isSimple(configuration, target)) {
                    throw new IllegalArgumentException("more than one voter changes");
                }
                configuration = target;
            }
            case "enter-joint" -> {
                configuration = ConfigurationChange.joint(configuration, target(operations));
                autoLeave = leaveWanted;
            }
            case "leave-joint" -> {
                if (!operations.isEmpty()) {
                    throw new IllegalArgumentException("unknown input " + operations);
                }
                configuration = ConfigurationChange.left(configuration);
                autoLeave = false;
            }
            default -> throw new IllegalArgumentException("unknown command " + words);
        }
    }

    /** What an operator would ask for; as he may also do in a joint configuration, where he is refused later. */
    private Configuration target(List<String> operations) {
        Configuration target = configuration.isJoint() ? ConfigurationChange.left(configuration) : configuration;
        Map<Member, Character> wishes = wishes(operations);
        // Voters come first: what is asked for may have voters although some stage on the way there has not.
        for (Map.Entry<Member, Character> wish : wishes.entrySet()) {
            target = wish.getValue() == 'v' ? target.withVoter(wish.getKey()) : target;
        }
        for (Map.Entry<Member, Character> wish : wishes.entrySet()) {
            target = wish.getValue() == 'l' ? target.withLearner(wish.getKey()) : target;
            target = wish.getValue() == 'r' ? target.without(wish.getKey()) : target;
        }
        return target;
    }

    /** What each member is to be in the end. Updates change nothing, and operations on number 0 are void. */
    private static Map<Member, Character> wishes(List<String> operations) {
        Map<Member, Character> wishes = new TreeMap<>();
        for (String operation : operations) {
            if (!operation.matches("[vlru]\\d+")) {
                throw new IllegalArgumentException("unknown operation " + operation);
            }
            long number = Long.parseLong(operation.substring(1));
            if (number != 0 && operation.charAt(0) != 'u') {
                wishes.put(new Member(number, 1), operation.charAt(0));
            }
        }
        return wishes;
    }

    private String description() {
        List<Member> learners = new ArrayList<>(configuration.learners());
        learners.removeAll(configuration.outgoing());
        List<Member> learnersNext = new ArrayList<>(configuration.learners());
        learnersNext.retainAll(configuration.outgoing());
        return "voters=" + numbers(configuration.voters())
                + (configuration.isJoint() ? "&&" + numbers(configuration.outgoing()) : "")
                + (learners.isEmpty() ? "" : " learners=" + numbers(learners))
                + (learnersNext.isEmpty() ? "" : " learners_next=" + numbers(learnersNext))
                + (autoLeave ? " autoleave" : "");
    }

    /** Everybody to whom a leader would replicate, and whether as a learner. */
    private Map<Long, Boolean> followed() {
        Map<Long, Boolean> followed = new TreeMap<>();
        for (Member member : configuration.members()) {
            followed.put(member.nodeId(), !configuration.isVoter(member));
        }
        return followed;
    }

    private static String numbers(List<Member> members) {
        return members.stream()
                .map(member -> Long.toString(member.nodeId()))
                .collect(Collectors.joining(" ", "(", ")"));
    }
}
