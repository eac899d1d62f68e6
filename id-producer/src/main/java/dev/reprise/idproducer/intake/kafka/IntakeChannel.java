package dev.reprise.idproducer.intake.kafka;

import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.intake.Judgement;
import dev.reprise.idproducer.intake.RequestIntake;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests off {@code reprocess-requests} and hands each on: to the coordinator, or to the rejections with its
 * reasons. A request is acknowledged when what became of it is stored; after a crash it may be judged again, which
 * changes nothing, since the coordinator knows what it has handled.
 *
 * <p>Threading: called by the connector, one message at a time.
 */
@ApplicationScoped
public class IntakeChannel {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeChannel.class);

    /** The coordinator is one task and reads this partition. */
    private static final int COORDINATOR_PARTITION = 0;

    private final RequestIntake intake;
    private final Topics topics;
    private final Clock clock;

    IntakeChannel(RequestIntake intake, Topics topics, Clock clock) {
        this.intake = intake;
        this.topics = topics;
        this.clock = clock;
    }

    /** Made from where and when the message was posted, so that it is the same when the message comes again. */
    private static String jobId(IncomingKafkaRecordMetadata<?, ?> from) {
        String postedAt = Long.toString(from.getTimestamp().toEpochMilli(), Character.MAX_RADIX);
        return "job-" + postedAt + "-" + from.getPartition() + "-" + from.getOffset();
    }

    /** Judges one message and addresses what is to become of it. */
    @Incoming("requests")
    @Outgoing("judged")
    public CompletionStage<Message<byte[]>> judge(Message<byte[]> posted) {
        IncomingKafkaRecordMetadata<?, ?> from = posted.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow(() -> new IllegalStateException("a request came from elsewhere than Kafka"));
        return intake.judge(posted.getPayload(), jobId(from))
                .thenApply(judgement -> addressed(posted, from, judgement));
    }

    private Message<byte[]> addressed(
            Message<byte[]> posted, IncomingKafkaRecordMetadata<?, ?> from, Judgement judgement) {
        byte[] key = (byte[]) from.getKey();
        if (judgement instanceof Judgement.Accepted accepted) {
            LOG.info("event=request-accepted job={}", accepted.job());
            return posted.addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                    .withTopic(topics.commands())
                    .withPartition(COORDINATOR_PARTITION)
                    .withKey(accepted.job().getBytes(StandardCharsets.UTF_8))
                    .withHeaders(CommandHeaders.of(
                            key,
                            from.getPartition(),
                            from.getOffset(),
                            from.getTimestamp().toEpochMilli()))
                    .build());
        }
        var reasons = ((Judgement.Refused) judgement).reasons();
        LOG.warn("event=request-refused partition={} offset={}", from.getPartition(), from.getOffset());
        var position = new Rejection.Position(from.getTopic(), from.getPartition(), from.getOffset());
        byte[] rejection = Rejection.bytes(reasons, posted.getPayload(), position, clock.instant());
        return posted.withPayload(rejection)
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(topics.rejections())
                        .withKey(key)
                        .build());
    }
}
