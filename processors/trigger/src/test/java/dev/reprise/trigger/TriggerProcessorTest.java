package dev.reprise.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Message;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerProcessorTest {

    private static final UUID ASSET = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final UUID OTHER = UUID.fromString("5e73a710-ab5d-11ee-8000-000000000001");

    private final TriggerProcessor trigger = new TriggerProcessor(new Topics("eu-"), Set.of());

    private Resolution resolve(Map<String, JsonNode> parameters) {
        return trigger.resolve(new ProcessorSpec("trigger", parameters), AssetTypes.EVERY, new Circumstances() {});
    }

    private Pinned pinned() {
        Resolution resolution = resolve(Map.of("topic", TextNode.valueOf("workflows")));
        assertThat(resolution.problems()).isEmpty();
        return ((Resolution.Accepted) resolution).pinned();
    }

    private Work work(String job) {
        return new Work(job, "movie", pinned(), Instant.parse("2026-05-05T11:00:00Z"), 1_000);
    }

    private static Asset row(UUID id, @Nullable Integer version) {
        ByteBuffer payload = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));
        return new Asset(id, version, payload, 1, null, null);
    }

    private Message message(String job, UUID id) {
        Decision<Message> decision = trigger.decide(work(job), row(id, 1), step -> {});
        assertThat(decision).isInstanceOf(Decision.Apply.class);
        return ((Decision.Apply<Message>) decision).effect();
    }

    private List<Applied> applied(boolean can) {
        Sink<Message> sink = trigger.sink(new SinkContext() {
            @Override
            public Sink<FencedWrite> rows() {
                throw new AssertionError("no row is written");
            }

            @Override
            public CompletionStage<Boolean> canSendTo(String topic) {
                assertThat(topic).isEqualTo("workflows");
                return CompletableFuture.completedFuture(can);
            }

            @Override
            public CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds) {
                throw new AssertionError("no row is looked for");
            }

            @Override
            public Patience patience() {
                throw new AssertionError("Kafka has its own");
            }
        });
        List<Message> messages = List.of(message("job-1", ASSET), message("job-1", OTHER));
        return sink.apply(new AssetPartition("movie", "2024-01"), messages, 0, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    @Test
    void should_take_every_type_and_look_for_nothing_afterwards() {
        Pinned pinned = pinned();

        assertThat(pinned.of("whatever")).contains(new Pending.Nothing());
        assertThat(pinned.isSeenInRows()).isFalse();
        assertThat(trigger.mismatch(pinned, "movie")).isEmpty();
        assertThat(trigger.subject(pinned, "movie")).isEqualTo("movie to topic workflows");
    }

    @Test
    void should_name_every_mistake_of_a_request() {
        assertThat(resolve(Map.of()).problems())
                .containsExactly("'processor.topic' is missing; it is the name of a topic");
        assertThat(resolve(Map.of("topic", IntNode.valueOf(7), "tpoic", TextNode.valueOf("x")))
                        .problems())
                .containsExactly(
                        "unknown field 'processor.tpoic' (known to trigger: topic)",
                        "'processor.topic' must be the name of a topic, 1 to 249 of a-z A-Z 0-9 . _ -, not 7");
    }

    @Test
    void should_refuse_a_topic_that_this_deployment_does_not_send_to() {
        var limited = new TriggerProcessor(new Topics(""), Set.of("b", "a"));

        assertThat(limited.resolve(
                                new ProcessorSpec("trigger", Map.of("topic", TextNode.valueOf("a"))),
                                AssetTypes.EVERY,
                                new Circumstances() {})
                        .problems())
                .isEmpty();
        assertThat(limited.resolve(
                                new ProcessorSpec("trigger", Map.of("topic", TextNode.valueOf("c"))),
                                AssetTypes.EVERY,
                                new Circumstances() {})
                        .problems())
                .containsExactly("'processor.topic' must be one that this deployment sends to (a, b), not c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\nb"})
    void should_refuse_what_is_no_name_of_a_topic(String topic) {
        assertThat(resolve(Map.of("topic", TextNode.valueOf(topic))).problems())
                .singleElement()
                .asString()
                .startsWith("'processor.topic' must be the name of a topic");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eu-reprocess-events",
                "eu-reprocess-requests",
                "eu-reprise-export",
                "eu-reprise-worker-worker-barrier-changelog",
                "eu-reprise-id-producer-coordinator-jobs-changelog"
            })
    void should_refuse_topics_of_the_services(String topic) {
        assertThat(resolve(Map.of("topic", TextNode.valueOf(topic))).problems())
                .containsExactly("'processor.topic' must not be a topic of Reprise itself, which " + topic + " is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reprocess-events", "a", "...", "A.b_c-9"})
    void should_accept_any_other_topic(String topic) {
        assertThat(resolve(Map.of("topic", TextNode.valueOf(topic))).problems()).isEmpty();
    }

    @Test
    void should_say_the_same_bytes_again_when_an_event_is_replayed_and_others_for_another_job() {
        Message message = message("job-1", ASSET);

        assertThat(message("job-1", ASSET)).isEqualTo(message);
        assertThat(message)
                .isEqualTo(new Message(
                        "workflows",
                        ASSET.toString(),
                        "{\"job\":\"job-1\",\"assetType\":\"movie\",\"assetId\":\"" + ASSET + "\"}",
                        message.headers()));
        assertThat(message.headers())
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/reprise/jobs/job-1")
                .containsEntry("ce_type", "dev.reprise.asset.triggered")
                .containsEntry("ce_subject", ASSET.toString())
                .containsEntry("ce_time", "2026-05-05T11:00:00Z")
                .containsEntry("content-type", "application/json")
                .containsOnlyKeys(
                        "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_time", "content-type");
        assertThat(UUID.fromString(message.headers().get("ce_id")).version()).isEqualTo(5);
        assertThat(List.of(message("job-2", ASSET), message("job-1", OTHER)))
                .extracting(other -> other.headers().get("ce_id"))
                .doesNotContain(message.headers().get("ce_id"))
                .doesNotHaveDuplicates();
    }

    @Test
    void should_send_when_the_topic_is_there_and_refuse_the_job_when_not() {
        assertThat(applied(true))
                .containsExactly(new Applied.Sent(message("job-1", ASSET)), new Applied.Sent(message("job-1", OTHER)));
        assertThat(applied(false))
                .hasSize(2)
                .allMatch(one -> one.equals(new Applied.Refused("finds no topic 'workflows' that it may write to;"
                        + " create it or allow it, then resume the job")));
    }

    @Test
    void should_show_the_message_and_no_change_of_the_row_in_a_preview() {
        Preview.Change change = trigger.describe(row(ASSET, null), message("job-1", ASSET));

        assertThat(change.patch()).isEmpty();
        assertThat(change.after().path("ce_subject").textValue()).isEqualTo(ASSET.toString());
        assertThat(change.note()).contains("topic workflows");
    }
}
