package dev.reprise.iceberg.boot;

import dev.reprise.common.topic.Topics;
import dev.reprise.iceberg.config.IcebergWriterSettings;
import dev.reprise.iceberg.kafka.TopicLag;
import dev.reprise.iceberg.kafka.TopicOffsets;
import dev.reprise.iceberg.session.ExportLoop;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.boot.StartUp;
import dev.reprise.service.kafka.KafkaConnection;
import dev.reprise.service.kafka.RequiredRights;
import dev.reprise.service.kafka.RequiredTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The running service: waits for Kafka and the topic, and then reads and commits until it is stopped.
 *
 * <p>Threading: started and stopped by Quarkus; the loop has a thread of its own.
 */
final class IcebergWriter {

    /** A commit looks every 256 rows whether it must stop. */
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(12);

    private final KafkaConnection kafka;
    private final StartUp startUp;
    private final ServiceState state;
    private final TopicLag lag;
    private final ExportLoop loop;
    private final Thread thread;

    /** Puts the service together; nothing is connected yet. */
    IcebergWriter(IcebergWriterSettings settings, MeterRegistry registry) {
        var service = settings.service();
        Topics topics = service.topics();
        var rights = new RequiredRights(Map.of(topics.export(), Set.of(AclOperation.READ)), Map.of(), null);
        this.kafka = new KafkaConnection(service.kafka(), rights, System::nanoTime);
        var topic = new RequiredTopics(
                kafka::admin, List.of(topics.exportSpec(service.creation().partitions())), service.creation());
        var metrics = new ExportMetrics(registry, Clock.systemUTC(), new LoggedEvents());
        this.lag = new TopicLag(new TopicOffsets(topics.export(), kafka::admin), metrics::positions);
        metrics.showLag(lag::records);
        this.loop = new ExportLoop(new SessionParts(settings, kafka::admin), metrics);
        this.thread = new Thread(loop, "export");
        thread.setDaemon(true);
        this.startUp = new StartUp(List.of(kafka::attempt, topic::missing, this::startLoop));
        this.state = new ServiceState(startUp);
    }

    ServiceState state() {
        return state;
    }

    void start() {
        startUp.begin();
    }

    /** Gives up what is not committed: it is read again at the next start. */
    void stop() {
        startUp.giveUp();
        loop.stop();
        try {
            thread.join(STOP_WAIT_MAX.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lag.close();
        kafka.close();
    }

    private Optional<String> startLoop() {
        lag.start();
        thread.start();
        state.started(() -> kafka.trouble().or(loop::trouble));
        return Optional.empty();
    }
}
