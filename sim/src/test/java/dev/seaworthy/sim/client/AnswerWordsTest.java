package dev.seaworthy.sim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.host.ProposalOutcome;
import org.junit.jupiter.api.Test;

class AnswerWordsTest {
    /** What a client is answered is told where a run is traced: that must not be what fails. */
    @Test
    void anAnswerThatIsNoneIsToldAsNothing() {
        ClientRequest request = new ClientRequest(1, 2, 1, ClientRequest.Kind.PROPOSAL, 0, new byte[0]);
        ClientReply reply = ClientReply.of(request, new ProposalOutcome.Committed(new EntryId(1, 7), null));
        assertEquals("nothing, entry 7", AnswerWords.of(request, reply));
    }
}
