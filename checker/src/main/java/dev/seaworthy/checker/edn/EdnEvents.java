package dev.seaworthy.checker.edn;

import dev.seaworthy.checker.Keyword;
import java.util.Optional;

/** Reads a history whose events are EDN maps: one after the other, or all in one vector or list. For one thread. */
final class EdnEvents {
    private final EdnScanner scanner;
    private final HistoryAssembler assembler;
    private final Optional<Extras> extras;
    private final Event event = new Event();

    EdnEvents(EdnScanner scanner, HistoryAssembler assembler, Optional<Extras> extras) {
        this.scanner = scanner;
        this.assembler = assembler;
        this.extras = extras;
    }

    void readAll() {
        char close = scanner.take('[') ? ']' : scanner.take('(') ? ')' : 0;
        while (scanner.next() != ByteSource.END && scanner.next() != close) {
            read();
        }
        if (close != 0 && !scanner.take(close)) {
            throw scanner.expected("an operation or '" + close + "'");
        }
        if (scanner.next() != ByteSource.END) {
            throw scanner.expected("nothing after the last operation");
        }
    }

    private void read() {
        scanner.takeTags();
        event.begin(scanner.position());
        if (!scanner.take('{')) {
            throw scanner.expected("an operation, as in {:process 0, :type :invoke, :f :read, :value nil}");
        }
        extras.ifPresent(Extras::beginEvent);
        while (!scanner.take('}')) {
            if (scanner.next() == ByteSource.END) {
                throw scanner.expected("a keyword or '}'");
            }
            if (scanner.next() == ':') {
                field(scanner.keyword());
            } else {
                otherField();
            }
        }
        assembler.add(event);
        extras.ifPresent(kept -> kept.endEvent(event, assembler.size()));
    }

    private void field(Keyword name) {
        int field = Event.fieldOf(name);
        long position = scanner.position();
        if (field >= 0 && event.has(field)) {
            throw scanner.problem(position, "expected one " + name + ", found a second");
        }
        if (extras.isPresent()) {
            scanner.beginCapture();
        }
        Object content = scanner.value();
        if (field >= 0) {
            event.set(field, content, position);
        }
        if (extras.isPresent()) {
            extras.get().field(name.toString(), scanner.endCapture(), field >= 0);
        }
    }

    /** A field whose name is no keyword: nothing that histories know. */
    private void otherField() {
        scanner.beginCapture();
        scanner.value();
        String name = scanner.endCapture();
        scanner.next();
        scanner.beginCapture();
        scanner.value();
        String text = scanner.endCapture();
        extras.ifPresent(kept -> kept.field(name, text, false));
    }
}
