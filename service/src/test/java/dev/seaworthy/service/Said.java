package dev.seaworthy.service;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class writes into the log of this JVM, warnings and worse. */
final class Said implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    Said(Class<?> from) {
        logger = (Logger) LoggerFactory.getLogger(from);
        logger.setLevel(Level.WARN);
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        logger.addAppender(lines);
    }

    /** Waits until a line has this in it. */
    void await(String text) throws InterruptedException {
        while (lines.list.stream().noneMatch(it -> it.getFormattedMessage().contains(text))) {
            Servers.pause();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }
}
