package dev.seaworthy.service.ops;

import dev.seaworthy.node.NodeStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes all metrics of a member. Any thread; takes as long as counting the files of its data directory does. */
final class Exposition {
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Meters meters;
    private final OpsSubject subject;

    Exposition(Meters meters, OpsSubject subject) {
        this.meters = meters;
        this.subject = subject;
    }

    /**
     * The page.
     *
     * @param accept which formats the caller takes
     * @param now null where the replica does not say how it does: what only it knows is left out then
     */
    Reply page(String accept, NodeStatus now) {
        List<MetricSnapshot> all = new ArrayList<>();
        meters.registry().scrape().forEach(all::add);
        all.addAll(member(now));
        if (now != null) {
            all.addAll(NodeFamilies.of(now));
        }
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            writer.write(body, new MetricSnapshots(all));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Reply(Reply.FINE, writer.getContentType(), body.toByteArray());
    }

    private List<MetricSnapshot> member(NodeStatus now) {
        MeteredStateMachine.Size size = subject.store().size();
        return new Families()
                .gauge(
                        "etcd_server_id",
                        "Which node this is, in hexadecimal.",
                        Labels.of("server_id", Long.toHexString(subject.nodeId())),
                        1)
                .gauge("etcd_server_version", "Which version runs.", Labels.of("server_version", subject.version()), 1)
                .gauge(
                        "etcd_mvcc_db_total_size_in_bytes",
                        "All files of the data directory.",
                        DiskUse.bytes(subject.data()))
                .gauge("seaworthy_node_answers", "Whether the replica says how it does.", now != null)
                .gauge("seaworthy_kv_revision", "The store's revision, as of its last command.", size.revision())
                .gauge(
                        "seaworthy_kv_compacted_revision",
                        "Reads below this revision are refused.",
                        size.compactedRevision())
                .gauge("seaworthy_kv_keys", "How many keys there are.", size.keys())
                .all();
    }
}
