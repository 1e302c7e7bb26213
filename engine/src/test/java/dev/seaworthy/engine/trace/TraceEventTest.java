package dev.seaworthy.engine.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.HaltCode;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.core.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of a trace, to the letter: people search for them and programs read them. */
class TraceEventTest {
    private static final Member ONE = new Member(1, 0xab);
    private static final Member TWO = new Member(2, 2);

    @Test
    void anIgnoredMessageSaysWhatItWasAndWhy() {
        Message message = new Message.RequestVote(TWO, ONE, 3, new EntryId(2, 7), false);
        assertEquals(
                "ignored message=RequestVote from=2/2 to=1/ab term=3 last=2/7 transfer=false reason=LEADER_ALIVE",
                told(new Effect.Ignore(message, Reason.LEADER_ALIVE)).text());
    }

    @Test
    void aConfigurationNamesVotersOutgoingAndLearners() {
        Configuration joint = new Configuration(List.of(ONE), List.of(ONE, TWO), List.of(TWO));
        assertEquals(
                "configuration index=5 members=1/ab&1/ab,2/2+2/2",
                told(new Effect.ActivateConfiguration(5, joint)).text());
    }

    @Test
    void whatHasSpacesOrQuotesIsQuoted() {
        TraceEvent halt = told(new Effect.Halt(HaltCode.STORAGE_FAILED, "the disk said \"no\""));
        assertEquals("halt code=STORAGE_FAILED evidence=\"the disk said \\\"no\\\"\"", halt.text());
        assertEquals(
                "{\"event\":\"halt\",\"code\":\"STORAGE_FAILED\",\"evidence\":\"the disk said \\\"no\\\"\"}",
                halt.json());
    }

    @Test
    void numbersAndTruthsStayThemselvesInJson() {
        Message message = new Message.PreVoteReply(TWO, ONE, 3, true);
        assertEquals(
                "{\"event\":\"send\",\"message\":\"PreVoteReply\",\"from\":\"2/2\",\"to\":\"1/ab\",\"term\":3,"
                        + "\"granted\":true,\"after-io\":4}",
                told(new Effect.Send(message, 4)).json());
    }

    private static TraceEvent told(Effect effect) {
        List<TraceEvent> events = new ArrayList<>();
        new Tracer(events::add).onEffect(effect);
        assertEquals(1, events.size());
        return events.get(0);
    }
}
