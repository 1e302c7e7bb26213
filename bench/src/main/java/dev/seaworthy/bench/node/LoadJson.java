package dev.seaworthy.bench.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The cells as a file for programs. */
final class LoadJson {
    private final ObjectMapper mapper = new ObjectMapper();
    private final ArrayNode cells = mapper.createArrayNode();

    void add(Cell cell, List<Figures> systems) {
        ObjectNode node = cells.addObject();
        node.put("workload", cell.workload().name().toLowerCase(Locale.ROOT));
        node.put("valueBytes", cell.valueBytes());
        node.put("clients", cell.clients());
        ArrayNode all = node.putArray("systems");
        for (Figures it : systems) {
            ObjectNode system = all.addObject();
            system.put("name", it.system());
            system.put("requestsPerSecond", it.perSecond());
            system.put("p50Millis", it.p50());
            system.put("p99Millis", it.p99());
            system.put("p999Millis", it.p999());
            system.put("serverCpuMicrosPerRequest", it.cpuMicros());
            system.put("compilingShare", it.compilingShare());
            system.put("writtenBytesPerRequest", it.writtenBytes());
            system.put("generatorCpuMicrosPerRequest", it.generatorCpuMicros());
            system.put("failures", it.failures());
            system.put("foreignCores", it.foreignCores());
            system.put("stolenShare", it.stolenShare());
        }
        if (systems.size() > 1) {
            Figures one = systems.get(0);
            Figures other = systems.get(1);
            ObjectNode ratio = node.putObject("ratio");
            ratio.put("requestsPerSecond", LoadTable.ratio(one, other, Figures::perSecond));
            ratio.put("p50", LoadTable.ratio(one, other, Figures::p50));
            ratio.put("p99", LoadTable.ratio(one, other, Figures::p99));
            ratio.put("p999", LoadTable.ratio(one, other, Figures::p999));
            ratio.put("serverCpu", LoadTable.ratio(one, other, Figures::cpuMicros));
            ratio.put("writtenBytes", LoadTable.ratio(one, other, Figures::writtenBytes));
        }
    }

    void write(Path file, boolean quiet) throws IOException {
        ObjectNode root = mapper.createObjectNode();
        root.put("quiet", quiet);
        root.put("processors", Runtime.getRuntime().availableProcessors());
        root.put("java", System.getProperty("java.version"));
        root.set("cells", cells);
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
    }
}
