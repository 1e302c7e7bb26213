package dev.seaworthy.service.ops;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is answered to a request over HTTP.
 *
 * @param status the code
 * @param type the type of the body
 * @param body not to be changed afterwards
 */
record Reply(int status, String type, byte[] body) {
    static final int FINE = 200;

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int UNAVAILABLE = 503;

    static Reply text(int status, String text) {
        return new Reply(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** In the form that etcd gives its probes: a line for each check where something is wrong, or where asked for. */
    static Reply of(String probe, List<Check> checks, boolean verbose) {
        boolean passed = checks.stream().allMatch(Check::isPassed);
        if (passed && !verbose) {
            return text(FINE, "ok\n");
        }
        StringBuilder lines = new StringBuilder();
        for (Check check : checks) {
            if (check.isPassed()) {
                lines.append("[+]").append(check.name()).append(" ok\n");
            } else {
                lines.append("[-]").append(check.name()).append(" failed: ");
                lines.append(check.trouble()).append('\n');
            }
        }
        lines.append(probe).append(passed ? " check passed\n" : " check failed\n");
        return text(passed ? FINE : UNAVAILABLE, lines.toString());
    }

    /** etcd's answer at {@code /health}; the reason is empty where all is well, and has nothing that JSON escapes. */
    static Reply health(String reason) {
        String body = "{\"health\":\"" + reason.isEmpty() + "\",\"reason\":\"" + reason + "\"}";
        return new Reply(
                reason.isEmpty() ? FINE : UNAVAILABLE, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }
}
