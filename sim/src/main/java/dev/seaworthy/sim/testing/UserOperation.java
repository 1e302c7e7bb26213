package dev.seaworthy.sim.testing;

import dev.seaworthy.sim.client.ClientOperation;
import dev.seaworthy.sim.client.ClientRequest;

/**
 * A call as one operation of a client.
 *
 * @param client whose, from 1
 * @param number which of the client's, from 0
 * @param local whether it is a query that may be answered by any replica as of its own state; such a one is no part of
 *     the history
 * @param call what is asked
 */
record UserOperation(int client, long number, boolean local, Call call) implements ClientOperation {
    @Override
    public ClientRequest.Kind request() {
        if (call.command()) {
            return ClientRequest.Kind.PROPOSAL;
        }
        return local ? ClientRequest.Kind.LOCAL_READ : ClientRequest.Kind.READ;
    }

    @Override
    public byte[] encode() {
        return call.bytes();
    }

    @Override
    public boolean isRecorded() {
        return !local;
    }

    @Override
    public String function() {
        return call.function();
    }

    @Override
    public String key() {
        return call.key();
    }

    @Override
    public Object input() {
        return call.input();
    }

    @Override
    public Object output(Object answer) {
        return ((Told) answer).value();
    }

    /**
     * What these bytes say.
     *
     * @throws IllegalArgumentException where the call cannot read them
     */
    Told told(byte[] result) {
        try {
            return new Told(call.answer().apply(result));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("its " + result.length + " bytes cannot be read: " + e, e);
        }
    }

    /**
     * An answer that has come.
     *
     * @param value in the words of the model; null where it says nothing
     */
    record Told(Object value) {}

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("c" + client + "." + number + (local ? " local " : " "));
        text.append(call.function());
        if (call.key() != null) {
            text.append(' ').append(call.key());
        }
        if (call.input() != null) {
            text.append(' ').append(call.input());
        }
        return text.toString();
    }
}
