package dev.seaworthy.sim.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * From which scenarios a seed picks its own. The same seed and the same portfolio stand for the same scenario; other
 * portfolios make something else of it.
 *
 * @param nodes how many machines there are, from 1 to 9; 0 lets each seed decide
 * @param profile where all seeds come from; null for the mixture
 * @param hazards what may go wrong
 */
public record Portfolio(int nodes, Profile profile, Hazards hazards) {
    /** The word for the mixture of profiles. */
    public static final String MIXTURE = "default";

    /** The mixture of all profiles but {@link Profile#CALM} and {@link Profile#CORPUS}, in which all goes wrong. */
    public static final Portfolio DEFAULT = ofNodes(0);

    private static final int NODES_MAX = 9;

    public Portfolio {
        if (nodes < 0 || nodes > NODES_MAX) {
            throw new IllegalArgumentException("there are 1 to " + NODES_MAX + " machines, not " + nodes);
        }
        if (profile == Profile.CALM && !hazards.areAll()) {
            throw new IllegalArgumentException(
                    "in the profile calm nothing goes wrong: there is nothing to choose from");
        }
        if (profile == Profile.CORPUS && nodes != 0) {
            throw new IllegalArgumentException(
                    "the scenarios of the corpus have the machines they have: leave their number out");
        }
    }

    /** The mixture, with so many machines; 0 lets each seed decide. */
    public static Portfolio ofNodes(int nodes) {
        return new Portfolio(nodes, null, Hazards.ALL);
    }

    /**
     * The profile of this name; null for the mixture.
     *
     * @throws IllegalArgumentException where there is none; the message lists those there are
     */
    public static Profile profile(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (wanted.equals(MIXTURE)) {
            return null;
        }
        List<Profile> all = Arrays.asList(Profile.values());
        return all.stream()
                .filter(profile -> profile.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no profile '" + name + "'; there are "
                        + MIXTURE + ", "
                        + String.join(", ", all.stream().map(Profile::word).toList())));
    }
}
