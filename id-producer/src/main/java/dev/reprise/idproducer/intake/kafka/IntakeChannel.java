package dev.reprise.idproducer.intake.kafka;

import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.intake.IntakeState;
import dev.reprise.idproducer.intake.Judgement;
import dev.reprise.idproducer.intake.RequestRefusal;
import dev.reprise.idproducer.jobs.PostedRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests off {@code reprocess-requests}, judges them and hands each on to the coordinator, which carries it out or
 * publishes its rejection. A request is acknowledged when it is stored; after a crash it may be judged and handed on again,
 * which changes nothing, since the coordinator knows what it has handled.
 *
 * <p>Threading: called by the connector, one message at a time.
 */
@ApplicationScoped
public class IntakeChannel {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeChannel.class);

    /** The coordinator is one task and reads this partition. */
    private static final int COORDINATOR_PARTITION = 0;

    private static final int UNKNOWN = -1;

    private final RequestRefusal intake;
    private final IntakeState state;
    private final Topics topics;
    private final Clock clock;

    IntakeChannel(RequestRefusal intake, IntakeState state, Topics topics, Clock clock) {
        this.intake = intake;
        this.state = state;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Judges every message and addresses what is to become of it. The connector makes its consumer when this subscribes,
     * which fails while Kafka has no address: so not before the intake is opened.
     */
    @Incoming("requests")
    @Outgoing("judged")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    public Multi<Message<byte[]>> judge(Multi<Message<byte[]>> requests) {
        return Uni.createFrom()
                .completionStage(state::opened)
                .onItem()
                .transformToMulti(opened -> requests)
                .onItem()
                .transformToUniAndConcatenate(message -> Uni.createFrom().completionStage(() -> judge(message)))
                .onTermination()
                .invoke((failure, cancelled) -> state.end(failure));
    }

    private CompletionStage<Message<byte[]>> judge(Message<byte[]> message) {
        PostedRequest posted = posted(message);
        return intake.judge(posted.value(), jobId(posted)).thenApply(judgement -> handedOn(message, posted, judgement));
    }

    private PostedRequest posted(Message<byte[]> message) {
        IncomingKafkaRecordMetadata<?, ?> from =
                message.getMetadata(IncomingKafkaRecordMetadata.class).orElse(null);
        if (from == null) {
            var nowhere = new Rejection.Position(topics.requests(), UNKNOWN, UNKNOWN);
            return new PostedRequest(null, message.getPayload(), nowhere, clock.millis());
        }
        var position = new Rejection.Position(from.getTopic(), from.getPartition(), from.getOffset());
        byte[] key = from.getKey() instanceof byte[] bytes ? bytes : null;
        return new PostedRequest(
                key,
                message.getPayload(),
                position,
                from.getTimestamp().toEpochMilli(),
                CommandHeaders.traceParent(from.getHeaders()));
    }

    /** Made from where and when the message was posted, so that it is the same when the message comes again. */
    private static String jobId(PostedRequest posted) {
        String postedAt = Long.toString(posted.postedAtMillis(), Character.MAX_RADIX);
        return "job-" + postedAt + "-" + posted.position().partition() + "-"
                + posted.position().offset();
    }

    private Message<byte[]> handedOn(Message<byte[]> message, PostedRequest posted, Judgement judgement) {
        var to = OutgoingKafkaRecordMetadata.<byte[]>builder()
                .withTopic(topics.commands())
                .withPartition(COORDINATOR_PARTITION);
        if (judgement instanceof Judgement.Refused refused) {
            var position = posted.position();
            LOG.warn("event=request-refused partition={} offset={}", position.partition(), position.offset());
            byte[] rejection = Rejection.bytes(refused.reasons(), posted.value(), position, clock.instant());
            return following(
                    message,
                    rejection,
                    to.withHeaders(CommandHeaders.ofRefused(posted)).build());
        }
        var accepted = (Judgement.Accepted) judgement;
        String job = accepted.job();
        LOG.info("event=request-accepted job={}", job);
        to.withKey(job.getBytes(StandardCharsets.UTF_8))
                .withHeaders(CommandHeaders.ofAccepted(posted, accepted.tables()));
        return following(message, message.getPayload(), to.build());
    }

    /**
     * Makes a message that takes nothing of the posted one but its acknowledgement: the connector obeys headers of the
     * posted record that would send the answer to any topic, or fail.
     */
    private Message<byte[]> following(Message<byte[]> posted, byte[] value, OutgoingKafkaRecordMetadata<byte[]> to) {
        return Message.of(value, Metadata.of(to), () -> posted.ack(), failure -> {
            state.end(failure);
            return posted.nack(failure);
        });
    }
}
