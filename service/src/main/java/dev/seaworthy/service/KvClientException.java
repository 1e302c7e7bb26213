package dev.seaworthy.service;

import dev.seaworthy.node.transport.Diagnosis;
import dev.seaworthy.node.transport.HostPort;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A request came to nothing, or nobody knows what it came to; the message says so, for people. */
public final class KvClientException extends RuntimeException {
    /** What is known. */
    public enum Kind {
        /** A member answered that it cannot be done: asking again as it stands is pointless. */
        REFUSED,
        /** Certainly not done: nobody could be reached, or nobody leads. */
        UNAVAILABLE,
        /** It may have been done, or may yet be. */
        UNKNOWN
    }

    private static final long serialVersionUID = 1L;

    /** What a call that was certainly not executed ends with where nobody refused it. */
    private static final Set<Status.Code> UNREACHABLE =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.UNKNOWN);

    private final Kind kind;

    private KvClientException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * What a call ended with.
     *
     * @param failures by every member that was asked, what came of it
     * @param failure the one that ended the call
     */
    static KvClientException of(
            Map<HostPort, StatusRuntimeException> failures,
            StatusRuntimeException failure,
            boolean notExecuted,
            boolean readOnly) {
        Status status = failure.getStatus();
        String text = status.getDescription() == null ? status.getCode().toString() : status.getDescription();
        boolean isOfTheLibrary = UNREACHABLE.contains(status.getCode()) && !text.startsWith("etcdserver: ");
        if (!notExecuted && !readOnly) {
            String reason = isOfTheLibrary ? plain(failure) : text;
            return new KvClientException(
                    Kind.UNKNOWN,
                    "nobody knows whether it was done: " + reason + ". Look before you repeat it",
                    failure);
        }
        if (UNREACHABLE.contains(status.getCode())) {
            return new KvClientException(Kind.UNAVAILABLE, isOfTheLibrary ? silence(failures) : text, failure);
        }
        return new KvClientException(Kind.REFUSED, text, failure);
    }

    /** Who does not answer, and why: of each on its own where the reasons differ. */
    private static String silence(Map<HostPort, StatusRuntimeException> failures) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        failures.forEach((endpoint, failure) -> byReason.computeIfAbsent(plain(failure), any -> new ArrayList<>())
                .add(endpoint.toString()));
        return byReason.entrySet().stream()
                .map(one -> "at " + String.join(", ", one.getValue()) + ": " + one.getKey())
                .collect(Collectors.joining("; ", "no member answers ", ""));
    }

    /** The innermost cause speaks of the network, the outer ones of the library. */
    private static String plain(StatusRuntimeException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (!cause.equals(failure)) {
            return Diagnosis.ofCertificates(cause, "the certificate shown to it")
                    .orElse(String.valueOf(cause.getMessage()));
        }
        Status.Code code = failure.getStatus().getCode();
        return switch (code) {
            case DEADLINE_EXCEEDED -> "no answer in time";
            case UNAVAILABLE ->
                "the connection was closed (a member that wants certificates does that to whoever shows none, or one"
                        + " that it does not trust)";
            default -> code.toString();
        };
    }

    /** What is known of the request. */
    public Kind kind() {
        return kind;
    }
}
