package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * {@code emit}: ids are paged and emitted exactly once by one id-producer, with no worker beside it. Every run takes the
 * next buckets, since a job that nobody works off keeps its assets for itself.
 */
public final class EmissionAlone implements Contestant {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final KafkaAddress kafka;
    private final Deployment deployment;
    private final InstantSource clock;
    private final Items items;
    private int next;

    /** Works by an id-producer that is up and allows a backlog without end. */
    public EmissionAlone(KafkaAddress kafka, Deployment deployment, InstantSource clock, Items items) {
        this.items = items;
        this.kafka = kafka;
        this.deployment = deployment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "emit";
    }

    @Override
    public Timing run(Workload workload) {
        String id = "emit-" + next;
        Map<String, Object> selector = Map.of(
                "assetType", workload.assetType(),
                "from", items.bucketBegins(next).toString(),
                "to", items.bucketBegins(next + workload.rows()).toString());
        next += workload.rows();
        var before = JobMilestones.eventEnds(kafka.bootstrapServers(), kafka.topics());
        try (var milestones = new JobMilestones(kafka.bootstrapServers(), kafka.topics(), id)) {
            deployment.post(id, WholeChain.request(id, selector, workload.toVersion(), Map.of()));
            milestones.awaitEmitted(workload.rows(), WITHIN);
            long committedMillis = clock.millis();
            long first = JobMilestones.firstEventMillis(kafka.bootstrapServers(), kafka.topics(), before);
            deployment.post(id, Json.bytes(Map.of("type", "cancel", "job", id)));
            milestones.awaitEnd(WITHIN);
            return Timing.of(Duration.ofMillis(committedMillis - first));
        }
    }
}
