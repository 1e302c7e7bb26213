package dev.seaworthy.sim.client;

/**
 * Opens a session. No part of a history, and nothing the state machine hears of.
 *
 * @param client whose, from 1
 * @param number below 0, another one for each session the client asks for
 */
record SessionOpening(int client, long number) implements ClientOperation {
    SessionOpening {
        if (number >= 0) {
            throw new IllegalArgumentException("operation " + number + " opens no session");
        }
    }

    @Override
    public ClientRequest.Kind request() {
        return ClientRequest.Kind.PROPOSAL;
    }

    @Override
    public byte[] encode() {
        throw new IllegalStateException("the sessions answer this, not the state machine");
    }

    @Override
    public boolean isRecorded() {
        return false;
    }

    @Override
    public String function() {
        return "open";
    }

    @Override
    public String key() {
        return null;
    }

    @Override
    public Object input() {
        return null;
    }

    @Override
    public Object output(Object answer) {
        return null;
    }

    @Override
    public String toString() {
        return "c" + client + "." + number + " open";
    }
}
