/**
 * Histories as files: the EDN of Jepsen, read by {@link dev.seaworthy.checker.edn.EdnHistoryReader} and written by
 * {@link dev.seaworthy.checker.edn.EdnHistoryWriter}.
 *
 * <h2>The form written</h2>
 *
 * <p>UTF-8, one event per line, in the order of time:
 *
 * <pre>{@code
 * {:process 0, :type :invoke, :f :put, :key "k", :value "v"}
 * {:process 0, :type :ok, :f :put, :key "k", :value nil}
 * {:process 1, :type :invoke, :f :cas, :key "k", :value ["v" "w"]}
 * {:process 1, :type :info, :f :cas, :key "k", :value ["v" "w"]}
 * {:process 2, :type :invoke, :f :get, :key "k", :value nil}
 * {:process 2, :type :ok, :f :get, :key "k", :value "v"}
 * }</pre>
 *
 * <ul>
 *   <li>{@code :process} is an integer; a process has one operation under way at a time.
 *   <li>{@code :type} is {@code :invoke}, or the completion: {@code :ok} (took effect, {@code :value} is the answer),
 *       {@code :fail} (certainly had no effect), {@code :info} (unknown; open for ever). An invocation that is never
 *       completed is of unknown outcome too.
 *   <li>{@code :f} is the function, {@code :key} the key if the model has keys, {@code :value} the argument or answer.
 *   <li>{@code :get} and {@code :delete} are invoked with nil. A get is answered with the value, nil if there is none.
 *       A delete is answered with the value removed, {@code :absent} if there was none, nil if the answer does not
 *       tell.
 *   <li>{@code :cas} is invoked with {@code [expected new]}, where nil is "absent", and answered with the same pair or
 *       true if it was set, with false if it was refused, with {@code [:actual value]} if it was refused and this was
 *       the value.
 * </ul>
 *
 * <p>A history without operations is written as {@code []}. A text without anything is not a history.
 *
 * <h2>The forms read</h2>
 *
 * <ul>
 *   <li>The above; also all maps in one vector or list. Commas are blanks, {@code ;} begins a comment, {@code #_} hides
 *       the next form, tags such as {@code #jepsen.history.Op} are ignored. Fields of other names are kept only by
 *       {@link dev.seaworthy.checker.edn.EdnHistoryReader#readWhole}. A {@code :process} that is not an integer, such
 *       as {@code :nemesis}, is no client: its events are left out.
 *   <li>The order of the events is their order in real time, as in Jepsen. A {@code :time} is a field like others and
 *       never compared: clocks may go back, the order in which events were recorded does not.
 *   <li>The log of Jepsen: lines with {@code jepsen.util - PROCESS<TAB>:TYPE<TAB>:F<TAB>VALUE}; lines of other loggers
 *       are passed over, unless one of their words is the type of an event.
 *   <li>The values of {@code jepsen.independent}, which {@link dev.seaworthy.checker.edn.IndependentKeys} divides into
 *       keys and values.
 * </ul>
 *
 * <p>Text is read as a stream, through a window, and forgotten; what comes a million times is kept once.
 *
 * <p>Anything else is refused with {@link dev.seaworthy.checker.HistoryFormatException}: bytes that are not UTF-8,
 * syntax, a completion without an invocation or of another function, two operations of one process under way, and, if a
 * model is given, an operation it does not know.
 */
package dev.seaworthy.checker.edn;
