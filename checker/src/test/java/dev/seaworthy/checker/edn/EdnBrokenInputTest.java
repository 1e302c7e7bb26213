package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.HistoryFormatException;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever a file holds, it is read and judged, or refused with a place in it. */
class EdnBrokenInputTest {
    private static final String KEY_VALUE = """
        {:process 0, :type :invoke, :f :put, :key "k", :value "v"}
        {:process 1, :type :invoke, :f :cas, :key "k", :value ["v" nil]}
        {:process 0, :type :ok, :f :put, :key "k", :value nil} ; done
        {:process 1, :type :ok, :f :cas, :key "k", :value [:actual "w\\u0020"]}
        {:process 2, :type :invoke, :f :delete, :key "k", :value nil}
        {:process 2, :type :info, :f :delete, :key "k", :value -1}
        """;
    private static final String TRANSACTIONS = """
        [{:process 0 :type :invoke :f :txn :value [[:read :x nil] [:write :y 1]]}
         {:process 0 :type :ok :f :txn :value [[:read :x 0] [:write :y 1]]}
         #_ {:process 0} {:process :nemesis :type :info}]
        """;
    private static final String LOG = """
            INFO  jepsen.util - 4\t:invoke\t:read\tnil
            INFO  jepsen.util - 4\t:ok\t:read\tnil
            INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
            INFO  jepsen.util - 1\t:info\t:cas\t:timed-out
            """;
    private static final String ALPHABET = "{}[]()\":;,#_\\ \n\t09-+.eNxnil:ok:fail:put:get:kv\u0000é";

    @Property(tries = 4_000, seed = "41", shrinking = ShrinkingMode.OFF)
    void aDamagedFileIsJudgedOrRefusedWithAPlace(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String text = damaged(List.of(KEY_VALUE, TRANSACTIONS, LOG).get(random.nextInt(3)), random);
        for (String name : Models.names()) {
            readAndJudge(text, Models.named(name).orElseThrow());
        }
    }

    private static <S> void readAndJudge(String text, Model<S> model) {
        History history;
        try {
            history = EdnHistoryReader.parse("damaged", text, model);
        } catch (HistoryFormatException refused) {
            assertTrue(refused.line() >= 1 && refused.column() >= 1, refused.getMessage());
            return;
        }
        new Checker().check(history, model, Budget.SMALL);
    }

    private static String damaged(String text, SplittableRandom random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int change = random.nextInt(6); change > 0; change--) {
            int at = random.nextInt(damaged.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, other);
                case 2 -> damaged.setCharAt(at, other);
                default -> duplicate(damaged, at, random.nextInt(60));
            }
        }
        return damaged.toString();
    }

    private static void duplicate(StringBuilder text, int from, int length) {
        text.insert(from, text.substring(from, Math.min(text.length(), from + length)));
    }
}
