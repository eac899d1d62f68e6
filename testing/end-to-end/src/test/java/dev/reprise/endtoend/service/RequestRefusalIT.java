package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.Topics;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is posted, the next request is served, and what was wrong is told. */
@ExtendWith(LocalStackExtension.class)
class RequestRefusalIT {

    private static final String SOUND =
            "{\"type\":\"submit\",\"job\":\"%s\",\"selector\":{\"assetType\":\"%s\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    private static final int REFUSED_A_KILL = 10;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bad values by a part of the reason they must be given. */
    private static Map<String, byte[]> badValues() {
        Map<String, byte[]> bad = new LinkedHashMap<>();
        bad.put("is not JSON", utf8("{\"type\": \"submit\", "));
        bad.put(
                "unknown field 'assetTypo'",
                utf8(SOUND.formatted("bad-1", "doc").replace("{\"type\"", "{\"assetTypo\":1,\"type\"")));
        bad.put("'type' must be one of", utf8("{\"type\":\"explode\",\"job\":\"bad-2\"}"));
        bad.put(
                "unknown processor 'transmute'",
                utf8(SOUND.formatted("bad-3", "doc").replace("migrate", "transmute")));
        bad.put(
                "no migration of 'doc' to version 9",
                utf8(SOUND.formatted("bad-4", "doc").replace(":2}", ":9}")));
        bad.put("no migration of 'nothing'", utf8(SOUND.formatted("bad-5", "nothing")));
        bad.put(
                "must be before 'to'",
                utf8(
                        SOUND.formatted("bad-6", "doc")
                                .replace(
                                        "\"assetType\":\"doc\"",
                                        "\"assetType\":\"doc\",\"from\":\"2024-02-01T00:00:00Z\",\"to\":\"2024-01-01T00:00:00Z\"")));
        bad.put(
                "a request has at most " + Topics.REQUEST_BYTES_MAX,
                utf8("{\"reason\":\"" + "x".repeat(5 * 1024 * 1024) + "\"}"));
        bad.put(
                "must be a whole number from 1 to 2147483647",
                utf8("{\"type\":\"throttle\",\"job\":\"x\",\"eventsPerSecond\":100e2147483647}"));
        bad.put(
                "must have at most 1000 characters",
                utf8(SOUND.formatted("bad-7", "doc")
                        .replace("{\"type\"", "{\"reason\":\"" + "x".repeat(435 * 1024) + "\",\"type\"")));
        bad.put("must have at most 200 characters", utf8(SOUND.formatted("bad-8", "t".repeat(70_000))));
        bad.put(
                "must be nested at most 100 levels deep",
                utf8(SOUND.formatted("bad-9", "doc")
                        .replace(
                                "\"assetType\"",
                                "\"query\":{\"a\":" + "[".repeat(900) + "]".repeat(900) + "},\"assetType\"")));
        bad.put("is not UTF-8", new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'});
        return bad;
    }

    @Test
    void should_refuse_with_the_reason_and_serve_the_next_when_a_request_is_bad(LocalStack stack) {
        try (var deployment = new Deployment("refusal", stack);
                var database = deployment.database()) {
            database.createTables();
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            Map<String, byte[]> bad = badValues();

            bad.forEach((reason, value) -> client.post(utf8("key of " + reason), value));
            client.post(utf8("key of no value"), null);
            client.post(SOUND.formatted("sound-1", "doc"));

            assertThat(client.awaitEnd("sound-1").state()).isEqualTo(JobStatus.COMPLETED);
            var rejections = client.awaitRejections(bad.size() + 1);
            assertThat(rejections).hasSize(bad.size() + 1);
            for (var one : rejections) {
                String key = new String(Objects.requireNonNull(one.key()), StandardCharsets.UTF_8);
                Rejection rejection = TopicClient.rejection(one);
                String reason = key.equals("key of no value") ? "has no value" : key.substring("key of ".length());
                assertThat(rejection.reasons()).as(key).anyMatch(text -> text.contains(reason));
                assertThat(rejection.topic()).isEqualTo(deployment.topics().requests());
            }
            assertThat(producer.isReady()).isTrue();
        }
    }

    @Test
    void should_reject_each_request_exactly_once_when_the_service_is_killed_amid_them(LocalStack stack) {
        try (var deployment = new Deployment("refused_once", stack).impatient();
                var database = deployment.database()) {
            database.createTables();
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            Deployment.awaitReady(producer);
            TopicClient client = deployment.topicClient();
            int posted = 0;

            for (int kill = 0; kill < 2; kill++) {
                for (int i = 0; i < REFUSED_A_KILL; i++) {
                    client.post(utf8("key"), utf8("mistake " + posted++));
                }
                client.awaitRejections(kill * REFUSED_A_KILL + 1);
                producer.process().signal(Signal.KILL);
                producer = deployment.start(ServiceKind.ID_PRODUCER);
                Deployment.awaitReady(producer);
            }
            client.post(utf8("key"), utf8("mistake " + posted++));

            var rejections = client.awaitRejections(posted);
            assertThat(rejections.stream().map(one -> TopicClient.rejection(one).value()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, posted)
                            .mapToObj(i -> "mistake " + i)
                            .toList());
        }
    }

    @Test
    void should_refuse_a_job_id_that_is_used_for_another_content(LocalStack stack) {
        try (var deployment = new Deployment("reuse", stack);
                var database = deployment.database()) {
            database.createTables();
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(SOUND.formatted("twice", "doc"));
            client.awaitEnd("twice");

            client.post(SOUND.formatted("twice", "doc").replace(":{\"assetType\"", ": { \"assetType\""));
            client.post(SOUND.formatted("twice", "note"));

            var rejections = client.awaitRejections(1);
            assertThat(rejections).hasSize(1);
            assertThat(TopicClient.rejection(rejections.get(0)).reasons())
                    .isEqualTo(List.of("job 'twice' exists with another content; a new job needs a new id"));
            assertThat(TopicClient.rejection(rejections.get(0)).value()).contains("note");
        }
    }
}
