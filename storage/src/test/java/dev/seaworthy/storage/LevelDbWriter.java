package dev.seaworthy.storage;

import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.StorageBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that writes a log, says so with one byte on its output, and then holds the store until it is killed. */
final class LevelDbWriter {
    static final int ENTRIES = 300;

    private LevelDbWriter() {}

    /** The arguments are the directories of the store and of the slots. */
    public static void main(String[] arguments) throws Exception {
        LevelDbStore store = LevelDbStore.create(Path.of(arguments[0]));
        Files.createDirectories(Path.of(arguments[1]));
        FileSlotStore slots = FileSlotStore.create(Path.of(arguments[1]));
        DurableLogStore.init(store, slots, LogModel.CONFIGURATION);
        DurableLogStore log = DurableLogStore.open(store, slots);
        for (long index = 1; index <= ENTRIES; index++) {
            LogEntry entry = new LogEntry(index, 1, EntryKind.COMMAND, new byte[payloadBytes(index)]);
            HardState hardState = new HardState(1, LogModel.member(1), 0, false);
            log.write(new StorageBatch(index, hardState, 0, null, List.of(entry)));
        }
        System.out.write(1);
        System.out.flush();
        System.in.read();
    }

    static int payloadBytes(long index) {
        return (int) (index * 37 % 500);
    }
}
