package dev.reprise.idproducer.intake.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.TableShape;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.intake.AllowedRequests;
import dev.reprise.idproducer.intake.IntakeState;
import dev.reprise.idproducer.intake.RequestRefusal;
import dev.reprise.idproducer.jobs.PostedRequest;
import dev.reprise.idproducer.plan.LookedTables;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.query.NoQueryIndex;
import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every message that is taken is handed on to the coordinator, and nothing that is posted ends the channel. */
class IntakeChannelTest {

    private static final int RECORD_BYTES_MAX = 1024 * 1024;

    private static final byte[] PAUSE = "{\"type\":\"pause\",\"job\":\"j\"}".getBytes(UTF_8);

    private static final Topics TOPICS = new Topics("p-");

    private static final ProcessorResolver NONE = (submit, types, jobs, tables) -> {
        throw new IllegalStateException("broken");
    };

    private final IntakeState state = new IntakeState();
    private final IntakeChannel channel = new IntakeChannel(
            new RequestRefusal(AllowedRequests.ALL, NONE, new NoQueryIndex()),
            state,
            TOPICS,
            Clock.fixed(Instant.parse("2024-06-01T00:00:00Z"), ZoneOffset.UTC));
    private final List<String> acknowledged = new ArrayList<>();

    private Message<byte[]> message(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        var record = new ConsumerRecord<>(
                TOPICS.requests(),
                3,
                42L,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
        return message(value, Metadata.of(new IncomingKafkaRecordMetadata<>(record, "requests")));
    }

    private Message<byte[]> message(byte @Nullable [] value, Metadata metadata) {
        return Message.of(
                value,
                metadata,
                () -> {
                    acknowledged.add("ack");
                    return CompletableFuture.completedFuture(null);
                },
                failure -> {
                    acknowledged.add("nack");
                    return CompletableFuture.completedFuture(null);
                });
    }

    private List<Message<byte[]>> judged(List<Message<byte[]>> messages) {
        List<Message<byte[]>> judged = new ArrayList<>();
        state.open();
        channel.judge(Multi.createFrom().emitter(emitter -> messages.forEach(emitter::emit)))
                .subscribe()
                .with(judged::add);
        return judged;
    }

    private static OutgoingKafkaRecordMetadata<?> to(Message<byte[]> message) {
        return message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    }

    private static PostedRequest posted(Message<byte[]> message) {
        return Objects.requireNonNull(CommandHeaders.read(
                Objects.requireNonNull(to(message).getHeaders()), message.getPayload(), TOPICS.requests()));
    }

    private static int size(Message<byte[]> message) {
        int size = message.getPayload().length;
        for (var header : Objects.requireNonNull(to(message).getHeaders())) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length) + 10;
        }
        return size;
    }

    @Test
    void should_send_the_tables_along_that_were_looked_at() {
        var posted = posted(
                judged(List.of(message(null, PAUSE, new RecordHeaders()))).get(0));
        var tables = new LookedTables(Map.of("t", new TableShape("assets.t", List.of())));

        assertThat(CommandHeaders.tables(CommandHeaders.ofAccepted(posted, tables)))
                .isEqualTo(tables);
        assertThat(CommandHeaders.tables(CommandHeaders.ofAccepted(posted, LookedTables.NONE)))
                .isEqualTo(LookedTables.NONE);
        assertThat(CommandHeaders.isRefused(CommandHeaders.ofAccepted(posted, tables)))
                .isFalse();
    }

    @Test
    void should_hand_on_to_the_coordinator_whatever_is_posted() {
        String submit = "{\"type\":\"submit\",\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"x\"}}";
        List<Message<byte[]>> messages = List.of(
                message("key".getBytes(UTF_8), PAUSE, new RecordHeaders()),
                message(null, null, new RecordHeaders()),
                message(new byte[0], new byte[] {(byte) 0xC3}, new RecordHeaders()),
                message(null, submit.getBytes(UTF_8), new RecordHeaders()),
                message(PAUSE, Metadata.empty()),
                message(null, PAUSE, new RecordHeaders()));

        List<Message<byte[]>> judged = judged(messages);

        assertThat(judged).hasSameSizeAs(messages);
        assertThat(judged).allSatisfy(one -> {
            assertThat(to(one).getTopic()).isEqualTo(TOPICS.commands());
            assertThat(to(one).getPartition()).isZero();
        });
        assertThat(judged.stream().map(one -> CommandHeaders.isRefused(to(one).getHeaders())))
                .containsExactly(false, true, true, true, false, false);
        assertThat(posted(judged.get(0)).key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(Json.read(judged.get(3).getPayload(), Rejection.class).reasons())
                .containsExactly("the request cannot be judged: java.lang.IllegalStateException: broken");
        assertThat(state.trouble()).isEmpty();
    }

    @Test
    void should_fit_into_a_record_of_a_broker_by_default_whatever_is_refused() {
        byte[] key = new byte[1_000_000];
        List<byte[]> values = List.of(
                new byte[RECORD_BYTES_MAX],
                "\u0001".repeat(RECORD_BYTES_MAX).getBytes(UTF_8),
                "x".repeat(890 * 1024).getBytes(UTF_8),
                "ü".repeat(RECORD_BYTES_MAX).getBytes(UTF_8));

        List<Message<byte[]>> judged = judged(values.stream()
                .map(value -> message(key, value, new RecordHeaders()))
                .toList());

        assertThat(judged).hasSize(4).allMatch(one -> size(one) < RECORD_BYTES_MAX - 1024);
        assertThat(judged)
                .allMatch(one -> Json.read(one.getPayload(), Rejection.class).offset() == 42)
                .allMatch(one -> size(one) + Objects.requireNonNull(posted(one).key()).length > 0);
    }

    @Test
    void should_take_nothing_of_a_posted_record_but_its_key_and_value() {
        Headers headers = new RecordHeaders()
                .add("REPLY_TOPIC", "elsewhere".getBytes(UTF_8))
                .add("REPLY_PARTITION", new byte[] {1});

        List<Message<byte[]>> judged = judged(List.of(message(null, PAUSE, headers)));

        assertThat(judged.get(0).getMetadata(IncomingKafkaRecordMetadata.class))
                .as("the connector sends an answer where these headers say")
                .isEmpty();
        assertThat(to(judged.get(0)).getHeaders())
                .noneMatch(header -> header.key().startsWith("REPLY"));
    }

    @Test
    void should_acknowledge_what_was_posted_when_it_is_stored() {
        Message<byte[]> judged =
                judged(List.of(message(null, PAUSE, new RecordHeaders()))).get(0);
        assertThat(acknowledged).isEmpty();

        judged.ack();

        assertThat(acknowledged).containsExactly("ack");
    }

    @Test
    void should_subscribe_when_the_intake_is_opened_and_not_before() {
        var subscribed = new AtomicBoolean();
        channel.judge(Multi.createFrom()
                        .<Message<byte[]>>nothing()
                        .onSubscription()
                        .invoke(() -> subscribed.set(true)))
                .subscribe()
                .with(one -> {});
        assertThat(subscribed).isFalse();

        state.open();

        assertThat(subscribed).isTrue();
    }

    @Test
    void should_tell_readiness_when_the_channel_has_ended() {
        Message<byte[]> judged =
                judged(List.of(message(null, PAUSE, new RecordHeaders()))).get(0);

        judged.nack(new IllegalStateException("too large"));

        assertThat(acknowledged).containsExactly("nack");
        assertThat(state.trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("too large"));
    }

    @Test
    void should_tell_readiness_when_the_channel_fails_or_is_closed() {
        state.open();
        channel.judge(Multi.createFrom().failure(new IllegalStateException("gone")))
                .subscribe()
                .with(one -> {}, failure -> {});
        assertThat(state.trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("gone"));

        var closed = new IntakeState();
        new IntakeChannel(
                        new RequestRefusal(AllowedRequests.ALL, NONE, new NoQueryIndex()),
                        closed,
                        TOPICS,
                        Clock.systemUTC())
                .judge(Multi.createFrom().<Message<byte[]>>nothing())
                .subscribe()
                .with(one -> {})
                .cancel();
        assertThat(closed.trouble())
                .hasValueSatisfying(words -> assertThat(words).contains("closed"));
    }
}
