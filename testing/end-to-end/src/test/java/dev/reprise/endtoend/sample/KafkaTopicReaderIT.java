package dev.reprise.endtoend.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reprise.audit.DeadLetter;
import dev.reprise.audit.EmittedEvent;
import dev.reprise.audit.kafka.KafkaTopicReader;
import dev.reprise.audit.kafka.TopicPositions;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The audit sees what is committed in the topics, all of it, and nothing else. */
@ExtendWith(LocalStackExtension.class)
class KafkaTopicReaderIT {

    private static final Topics TOPICS = new Topics("topic-reader-it.");
    private static final int EVENTS = 1000;

    private static final Map<String, String> WHY = Map.of(
            DeadLetterHeaders.REASON, "why",
            DeadLetterHeaders.CAUSE, "MigrationFailed",
            DeadLetterHeaders.STAGE, "migrate",
            DeadLetterHeaders.FINGERPRINT, "0123456789ab");

    @Test
    void should_read_all_of_one_job_when_it_is_committed(LocalStack stack) throws Exception {
        String address = stack.kafka().address();
        createTopics(address, TOPICS);
        try (var producer = producer(address, "topic-reader-it")) {
            producer.initTransactions();
            producer.beginTransaction();
            sendAll(producer, committed());
            producer.commitTransaction();
            producer.beginTransaction();
            sendAll(producer, List.of(event("mine", EVENTS, null), job("mine", "FAILED")));
            producer.abortTransaction();
        }

        var reader = new KafkaTopicReader(address, TOPICS, System::nanoTime);
        List<EmittedEvent> events = new ArrayList<>();
        List<OutcomeRecord> outcomes = new ArrayList<>();
        List<DeadLetter> deadLetters = new ArrayList<>();
        reader.events("mine", events::add);
        reader.outcomes("mine", outcomes::add);
        reader.deadLetters("mine", deadLetters::add);

        assertThat(events).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(events).filteredOn(event -> event.round() == 2).hasSize(EVENTS / 10);
        assertThat(outcomes).extracting(OutcomeRecord::outcome).containsExactly(Outcome.GONE);
        assertThat(deadLetters).extracting(DeadLetter::headers).containsExactly(WHY);
        assertThat(reader.job("mine"))
                .hasValueSatisfying(job -> assertThat(job.state().name()).isEqualTo("COMPLETED"));
        assertThat(reader.job("unknown")).isEmpty();
    }

    @Test
    void should_read_on_from_a_position_and_wait_for_an_open_transaction(LocalStack stack) throws Exception {
        String address = stack.kafka().address();
        var topics = new Topics("topic-position-it.");
        createTopics(address, topics);
        var reader = new KafkaTopicReader(address, topics, System::nanoTime);
        try (var open = producer(address, "open");
                var other = producer(address, "other")) {
            other.initTransactions();
            other.beginTransaction();
            sendAll(other, List.of(event(topics, "mine", 1, null)));
            other.commitTransaction();
            TopicPositions positions = reader.positions();
            open.initTransactions();
            open.beginTransaction();
            sendAll(open, List.of(event(topics, "mine", 2, null)));
            other.beginTransaction();
            sendAll(other, List.of(event(topics, "mine", 3, null), progress(topics)));
            other.commitTransaction();

            // Behind a transaction of nobody knows whom there may be committed records: a reader must not stop there.
            CompletableFuture<List<EmittedEvent>> read = CompletableFuture.supplyAsync(() -> {
                List<EmittedEvent> events = new ArrayList<>();
                reader.since(positions).events("mine", events::add);
                return events;
            });
            open.abortTransaction();

            await().atMost(Duration.ofSeconds(30)).until(read::isDone);
            assertThat(read)
                    .isCompletedWithValueMatching(events ->
                            events.size() == 1 && events.get(0).event().equals(assetEvent("mine", 3)));
        }
        List<Progress> progress = new ArrayList<>();
        reader.progress("mine", progress::add);
        assertThat(progress).extracting(Progress::source).containsExactly("worker/3");
    }

    @Test
    void should_say_so_when_there_is_no_topic(LocalStack stack) {
        var reader = new KafkaTopicReader(stack.kafka().address(), new Topics("never-made."), System::nanoTime);

        assertThatThrownBy(() -> reader.job("mine")).hasMessageContaining("never-made.reprocess-jobs");
    }

    private static List<ProducerRecord<byte[], byte[]>> committed() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            records.add(event("mine", i, i % 10 == 0 ? "2" : null));
            records.add(event("other", i, null));
        }
        records.add(new ProducerRecord<>(TOPICS.events(), bytes("rubbish"), bytes("rubbish")));
        records.add(outcome());
        records.add(deadLetter());
        records.add(job("mine", "RUNNING"));
        records.add(job("mine", "COMPLETED"));
        records.add(job("other", "FAILED"));
        return records;
    }

    private static void sendAll(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        records.forEach(record -> sent.add(producer.send(record)));
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
    }

    private static void createTopics(String address, Topics names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            List<NewTopic> topics = new ArrayList<>();
            for (TopicSpec topic : names.all(3)) {
                topics.add(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()));
            }
            admin.createTopics(topics).all().get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String address, String transactionalId) {
        var bytes = new ByteArraySerializer();
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "transactional.id", transactionalId), bytes, bytes);
    }

    private static ProducerRecord<byte[], byte[]> progress(Topics topics) {
        Progress progress = Progress.ofWorker("mine", 3, Counts.ZERO, 1);
        return new ProducerRecord<>(topics.progress(), bytes(progress.key()), Json.bytes(progress));
    }

    private static ProducerRecord<byte[], byte[]> event(String job, int number, @Nullable String round) {
        return event(TOPICS, job, number, round);
    }

    private static ProducerRecord<byte[], byte[]> event(Topics topics, String job, int number, @Nullable String round) {
        AssetEvent event = assetEvent(job, number);
        var record =
                new ProducerRecord<>(topics.events(), bytes(event.assetId().toString()), AssetEventFormat.bytes(event));
        if (round != null) {
            record.headers().add(AssetEvent.ROUND_HEADER, bytes(round));
        }
        return record;
    }

    private static ProducerRecord<byte[], byte[]> outcome() {
        OutcomeRecord outcome = OutcomeRecord.of(assetEvent("mine", 1), 1, Outcome.GONE);
        return new ProducerRecord<>(TOPICS.outcomes(), bytes("1"), Json.bytes(outcome));
    }

    private static ProducerRecord<byte[], byte[]> deadLetter() {
        var record =
                new ProducerRecord<>(TOPICS.deadLetters(), bytes("1"), AssetEventFormat.bytes(assetEvent("mine", 1)));
        WHY.forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static AssetEvent assetEvent(String job, int number) {
        return new AssetEvent(job, "movie", "2020-01", new UUID(0x1000L, 0x8000_0000_0000_0000L + number));
    }

    private static ProducerRecord<byte[], byte[]> job(String job, String state) {
        var sample = new NoJob().job("none").orElseThrow();
        String json = new String(Json.bytes(sample), StandardCharsets.UTF_8)
                .replace("\"job\":\"" + sample.job() + "\"", "\"job\":\"" + job + "\"")
                .replace("COMPLETED", state);
        return new ProducerRecord<>(TOPICS.jobs(), bytes(job), bytes(json));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
