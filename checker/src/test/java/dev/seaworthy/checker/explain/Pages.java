package dev.seaworthy.checker.explain;

import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.CheckResult;
import dev.seaworthy.checker.Checker;
import dev.seaworthy.checker.History;
import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import java.util.List;
import java.util.Optional;

/** Histories to be shown, and their pages. All are of a map. */
final class Pages {
    static final String SCRIPT = "</script><script>window.owned = 1</script><img src=x onerror=\"window.owned = 2\">";

    private Pages() {}

    static Explanation explain(History history, Model<Object> model) {
        CheckResult result = new Checker().check(history, model, Budget.GENEROUS);
        return new Explainer().explain(history, model, result, Budget.GENEROUS);
    }

    static String of(History history) {
        Model<Object> model = Models.keyValue();
        CheckResult result = new Checker().check(history, model, Budget.GENEROUS);
        Optional<Explanation> explanation =
                result.conflict().map(conflict -> new Explainer().explain(history, model, result, Budget.GENEROUS));
        return HtmlPage.of("history.edn", history, model, result, explanation, List.of());
    }

    /** Seven operations; number 5 reads what number 3 had overwritten. */
    static History staleRead() {
        History.Builder builder = History.builder();
        int first = builder.invoke(0, "put", "x", "one");
        int unknown = builder.invoke(1, "put", "x", "lost");
        builder.ok(first, null);
        int seen = builder.invoke(2, "get", "x", null);
        int second = builder.invoke(0, "put", "x", "two");
        builder.ok(seen, "one");
        builder.ok(second, null);
        int again = builder.invoke(3, "get", "x", null);
        int stale = builder.invoke(2, "get", "x", null);
        builder.ok(again, "two");
        builder.ok(stale, "one");
        int refused = builder.invoke(3, "put", "x", "three");
        builder.fail(refused);
        if (!builder.operation(unknown).isInfo()) {
            throw new AssertionError("its outcome is unknown");
        }
        return builder.build();
    }

    /** Three quarters through, a value is read that was gone since the beginning; some writes have no answer. */
    static History large(int operations) {
        History.Builder builder = History.builder();
        int[] open = {-1, -1, -1, -1, -1};
        String current = "v0";
        builder.ok(builder.invoke(0, "put", "x", current), null);
        boolean done = false;
        while (builder.size() < operations) {
            int at = builder.size();
            int client = at % open.length;
            if (open[client] >= 0) {
                builder.ok(open[client], null);
                open[client] = -1;
            }
            if (at % 3 == 0) {
                String seen = current;
                if (!done && at > operations * 3 / 4) {
                    seen = "v0";
                    done = true;
                }
                builder.ok(builder.invoke(10 + client, "get", "x", null), seen);
            } else if (at % 1_999 == 0) {
                builder.invoke(1_000 + at, "put", "x", "lost " + at);
            } else {
                current = "v" + at;
                for (int other = 0; other < open.length; other++) {
                    if (open[other] >= 0) {
                        builder.ok(open[other], null);
                        open[other] = -1;
                    }
                }
                open[client] = builder.invoke(client, "put", "x", current);
                builder.ok(builder.invoke(20 + client, "get", "x", null), current);
            }
        }
        return builder.build();
    }

    /** A stale read in which every text tries to be more than text. */
    static History hostile() {
        History.Builder builder = History.builder();
        String key = "<b>key</b>" + SCRIPT + "{{data}}\u2028'\"&amp;\\";
        builder.ok(builder.invoke(0, "put", key, SCRIPT + '1'), null);
        builder.ok(builder.invoke(0, "put", key, "<!--" + SCRIPT + '2'), null);
        builder.ok(builder.invoke(1, "get", key, null), SCRIPT + '1');
        return builder.build();
    }

    static History good() {
        History.Builder builder = History.builder();
        int put = builder.invoke(0, "put", "x", "one");
        int get = builder.invoke(1, "get", "x", null);
        int other = builder.invoke(2, "put", "y", "two");
        builder.ok(get, "one");
        builder.ok(put, null);
        builder.ok(other, null);
        builder.ok(builder.invoke(1, "get", "y", null), "two");
        return builder.build();
    }
}
