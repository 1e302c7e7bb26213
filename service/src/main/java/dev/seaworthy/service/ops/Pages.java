package dev.seaworthy.service.ops;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.concurrent.CompletionStage;

/** What there is to be had over HTTP. */
@FunctionalInterface
interface Pages {
    /**
     * The page that was asked for; by the network's thread, which must not be held up.
     *
     * @param wanted path and parameters
     * @param accept which types the caller takes, as it says; empty where it does not
     */
    CompletionStage<Reply> answer(QueryStringDecoder wanted, String accept);
}
