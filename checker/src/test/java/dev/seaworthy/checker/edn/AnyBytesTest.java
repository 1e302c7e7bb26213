package dev.seaworthy.checker.edn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.seaworthy.checker.HistoryFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any bytes are a history, or are refused with a place in them: no other exception, no endless reading. */
class AnyBytesTest {
    private static final List<String> PIECES = List.of(
            "{:process 0, :type :invoke, :f :read, :value nil}\n",
            "{:process 0, :type :ok, :f :read, :value 1}\n",
            "{:process 1 :type :invoke :f :cas :key \"k\" :value [1 2]}",
            "{:process 1 :type :fail :f :cas :value [1 2] :error #object[a.b.C 0x1 \"c\"]}",
            "{:process :nemesis :type :info :f :start :value nil}",
            "INFO  jepsen.util - 0\t:invoke\t:write\t1\n",
            "INFO  jepsen.util - 0\t:ok\t:write\t1\n",
            "INFO  jepsen.util - 0\t:info\t:write\t:timed-out\n",
            "INFO  jepsen.core - waiting\n",
            "#_ ",
            "#t/ag ",
            "##NaN",
            "; comment\n",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "#{",
            "\"",
            "\\",
            "\\u12",
            ":",
            "é",
            "\uFEFF",
            "-",
            "1e",
            "99999999999999999999",
            " ");

    @Provide
    Arbitrary<byte[]> soup() {
        return Arbitraries.of(PIECES)
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 2_000, seed = "51")
    void anyBytesAreAHistoryOrRefused(@ForAll byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 4_000, seed = "52")
    void anyPiecesOfHistoriesAreAHistoryOrRefused(@ForAll("soup") byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 2_000, seed = "53")
    void anyPiecesOfHistoriesWithABrokenByteAreAHistoryOrRefused(
            @ForAll("soup") byte[] bytes, @ForAll int place, @ForAll byte broken) {
        if (bytes.length > 0) {
            bytes[Math.floorMod(place, bytes.length)] = broken;
        }
        read(bytes);
    }

    private static void read(byte[] bytes) {
        try {
            EdnHistoryReader.read("bytes", new ByteArrayInputStream(bytes));
        } catch (HistoryFormatException refused) {
            assertTrue(refused.line() >= 1 && refused.column() >= 1, refused.getMessage());
            assertTrue(refused.getMessage().length() > "bytes:1:1: ".length(), refused.getMessage());
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "(", "{", "#{", "#_ ", "#a ", "[#_ ", "{:a ", "#_ #a {"})
    void nothingIsNestedTooDeepToBeRefused(String opening) {
        String text = "{:v " + opening.repeat(1_000_000);
        HistoryFormatException refused = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThrows(HistoryFormatException.class, () -> EdnHistoryReader.parse("deep", text)));
        assertTrue(refused.getMessage().contains("nested more than 100 deep"), refused.getMessage());
    }

    @Test
    void whatIsNoUtf8IsRefusedWhereItStands() {
        assertEquals("3:7", placeOfBadByte("; é\n\n ab c", new byte[] {(byte) 0xC3, '('}));
        assertEquals("1:3", placeOfBadByte("[ ", new byte[] {(byte) 0xC0, (byte) 0x80}));
        assertEquals("1:4", placeOfBadByte("; ", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}));
        assertEquals("1:3", placeOfBadByte("; ", new byte[] {(byte) 0xF5}));
        assertEquals("1:70003", placeOfBadByte("; " + "é".repeat(70_000), new byte[] {(byte) 0x80}));
    }

    private static String placeOfBadByte(String before, byte[] bad) {
        byte[] start = before.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + bad.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(bad, 0, all, start.length, bad.length);
        HistoryFormatException refused = assertThrows(
                HistoryFormatException.class, () -> EdnHistoryReader.read("bytes", new ByteArrayInputStream(all)));
        assertTrue(refused.getMessage().endsWith("expected UTF-8 text"), refused.getMessage());
        return refused.line() + ":" + refused.column();
    }
}
