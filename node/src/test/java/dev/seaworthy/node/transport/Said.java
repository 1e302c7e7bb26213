package dev.seaworthy.node.transport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.seaworthy.node.Patience;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this package writes into the log of this JVM, warnings and worse. */
final class Said implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(NettyTransport.class.getPackageName());
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    Said() {
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    /** The lines that have this in them. */
    List<String> with(String text) {
        return lines.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(it -> it.contains(text))
                .toList();
    }

    /** Waits until a line has this in it, and gives the first. */
    String await(String text) throws Exception {
        Patience.until(() -> !with(text).isEmpty());
        return with(text).get(0);
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
