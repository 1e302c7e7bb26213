package dev.seaworthy.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.storage.AmnesiaException;
import dev.seaworthy.storage.StoreException;
import dev.seaworthy.storage.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small data directory, damaged at every place in turn: it opens with exactly what was written to it, or says that it
 * is damaged; it never answers wrongly without a word.
 */
class DamageOnDiskTest {
    private static final boolean TORTURE = Boolean.getBoolean("seaworthy.storage.torture");
    /** In the short form only every so many places are tried; odd, so that no field is always missed. */
    private static final int STRIDE = TORTURE ? 1 : 61;

    private static final int STEPS = 30;
    private static final int PAYLOAD_BYTES_MAX = 300;

    private final Course course = new Course(5, PAYLOAD_BYTES_MAX);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private Path scratch;

    @BeforeEach
    void make() throws IOException {
        scratch = Images.scratch();
    }

    @AfterEach
    void clear() throws IOException {
        Images.delete(scratch);
    }

    @Test
    void everyChangedByteIsHarmlessOrSeen() throws IOException {
        int changed = 0;
        for (Map<String, byte[]> sound : directories()) {
            for (String name : filesThatMatter(sound)) {
                byte[] content = sound.get(name);
                for (int at = 0; at < content.length; at += STRIDE) {
                    byte[] damaged = content.clone();
                    damaged[at] ^= (byte) (at % 3 == 0 ? 0xFF : 1 << at % 8);
                    judge(sound, name, damaged, false, name + " changed at byte " + at);
                    changed++;
                }
            }
        }
        assertHarmless("changed bytes", changed);
    }

    @Test
    void everyFileCutShortIsHarmlessOrSeen() throws IOException {
        int cut = 0;
        for (Map<String, byte[]> sound : directories()) {
            for (String name : filesThatMatter(sound)) {
                byte[] content = sound.get(name);
                for (int length = 0; length < content.length; length += STRIDE) {
                    judge(sound, name, Arrays.copyOf(content, length), false, name + " cut to " + length + " bytes");
                    cut++;
                }
            }
        }
        assertHarmless("files cut short", cut);
    }

    @Test
    void everyMissingFileIsHarmlessOrSeen() throws IOException {
        int gone = 0;
        for (Map<String, byte[]> sound : directories()) {
            for (String name : filesThatMatter(sound)) {
                judge(sound, name, null, true, name + " gone");
                gone++;
            }
        }
        assertHarmless("missing files", gone);
    }

    /** One with all of its log in LevelDB's log file, and one that was opened again, so that it is in a table, too. */
    private List<Map<String, byte[]>> directories() throws IOException {
        Path data = scratch.resolve("sound");
        Home.create(data);
        try (Home home = Home.open(data)) {
            for (int step = 1; step < STEPS; step++) {
                home.write(course.step(step));
            }
        }
        try (Home home = Home.open(data)) {
            home.write(course.step(STEPS));
        }
        Map<String, byte[]> both = Images.read(data);
        Path fresh = scratch.resolve("fresh");
        Home.create(fresh);
        try (Home home = Home.open(fresh)) {
            for (int step = 1; step <= STEPS; step++) {
                home.write(course.step(step));
            }
        }
        return List.of(Images.read(fresh), both);
    }

    /** Not LevelDB's diary, and nothing that is only there to be locked or loaded. */
    private static List<String> filesThatMatter(Map<String, byte[]> image) {
        return image.keySet().stream()
                .filter(name -> image.get(name) != null)
                .filter(name -> !name.startsWith("native/") && !name.endsWith("lock"))
                .filter(name -> !name.endsWith("/LOG") && !name.endsWith("/LOG.old") && !name.endsWith("/LOCK"))
                .toList();
    }

    private void judge(Map<String, byte[]> sound, String name, byte[] damaged, boolean gone, String what)
            throws IOException {
        Map<String, byte[]> image = new TreeMap<>(sound);
        if (gone) {
            image.remove(name);
        } else {
            image.put(name, damaged);
        }
        Path data = scratch.resolve("damaged");
        Images.write(image, data);
        try (Home home = Home.open(data)) {
            judge(home, what);
        } catch (AmnesiaException e) {
            count("refused as amnesia");
        } catch (StoreException e) {
            count("refused");
        }
    }

    private void judge(Home home, String what) {
        Verdict verdict = home.verdict();
        Contents found = home.contents();
        if (verdict instanceof Verdict.Damaged && isHonest(found)) {
            count("opened as damaged");
        } else if (found.equals(course.after(STEPS))) {
            count("harmless, " + verdict.word());
        } else {
            count("WRONG");
            findings.add(what + ": called " + verdict + ", but found " + found);
        }
    }

    /** A replica that knows of its loss: it keeps term and vote, and only entries that were once in its log. */
    private boolean isHonest(Contents found) {
        HardState written = course.after(STEPS).hardState();
        HardState kept = found.hardState();
        boolean binding = kept.term() == written.term()
                && Objects.equals(kept.votedFor(), written.votedFor())
                && kept.incarnation() > written.incarnation()
                && kept.recovering();
        Set<String> everWritten = new HashSet<>();
        for (int step = 0; step <= STEPS; step++) {
            everWritten.addAll(List.of(course.after(step).log().split("\n")));
        }
        return binding && found.log().lines().skip(1).allMatch(everWritten::contains);
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private void assertHarmless(String what, int count) {
        System.out.println(what + ": " + count + ", " + outcomes);
        assertEquals(List.of(), findings.subList(0, Math.min(5, findings.size())));
        assertTrue(count > 10 && outcomes.size() > 1, "only " + outcomes);
    }
}
