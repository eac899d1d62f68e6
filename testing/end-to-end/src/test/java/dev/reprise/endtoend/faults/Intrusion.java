package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.records.StrangeRecords;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.request.FuzzedRequests;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Something that others bring in beside the job of the round. It does not disturb that job, and comes to its own end. */
sealed interface Intrusion extends Fault {

    /** Makes one. */
    static Intrusion of(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> new SlowMigration(20 + random.nextInt(20), 1 + random.nextInt(3));
            case 1 -> new ForeignRecords(random.nextLong(), 5 + random.nextInt(15));
            case 2 -> new RandomRequests(random.nextLong(), 100 + random.nextInt(200));
            case 3 -> new LargeMessages();
            default -> new Tombstones(2_000 + random.nextInt(1_000));
        };
    }

    @Override
    default boolean stalls() {
        return false;
    }

    /**
     * A job of its own with rows whose migration does not return within the time that a decision may take.
     *
     * @param rows that migrate at once
     * @param slow rows that do not
     */
    record SlowMigration(int rows, int slow) implements Intrusion {

        /** Seconds on a fast machine; it returns in the end, so that later rounds have their processors back. */
        private static final int SLOW_NUMBER = 34;

        @Override
        public void strike(Arena arena) {
            String job = "slow-" + arena.job().id();
            Instant from = arena.day();
            for (int row = 0; row < rows + slow; row++) {
                String payload = "{\"n\":" + (row < slow ? SLOW_NUMBER : 3) + "}";
                arena.rows().insert("riddle", arena.bucket(), from.plusMillis(row), payload);
            }
            arena.client()
                    .post("{\"type\":\"submit\",\"job\":\"" + job
                            + "\",\"selector\":{\"assetType\":\"riddle\",\"from\":\""
                            + from + "\",\"to\":\"" + from.plusSeconds(60)
                            + "\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}");
            arena.atTheEnd(() -> {
                Job ended = arena.client().awaitEnd(job);
                Counts counts = ended.counts();
                assertThat(ended.state()).as(ended::toString).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
                assertThat(counts.failed()).as(ended::toString).isEqualTo(slow);
                assertThat(counts.changed()).as(ended::toString).isEqualTo(rows);
            });
        }
    }

    /**
     * Records that are not ours, in every topic that the services read or write.
     *
     * @param each so many a topic
     */
    record ForeignRecords(long seed, int each) implements Intrusion {
        @Override
        public void strike(Arena arena) {
            var topics = arena.fleet().deployment().topics();
            var strange = new StrangeRecords(seed, topics, arena.job().id());
            List<String> compacted = List.of(topics.jobs(), topics.progress());
            for (String topic : strange.topics()) {
                List<TopicRecord> records = Stream.generate(() -> strange.next(topic))
                        // Kafka itself refuses the others.
                        .filter(record -> record.key() != null || !compacted.contains(topic))
                        .limit(each)
                        .toList();
                arena.client().post(topic, records);
            }
        }
    }

    /**
     * Requests that cannot be served: each is refused once, whatever dies meanwhile.
     *
     * @param count so many
     */
    record RandomRequests(long seed, int count) implements Intrusion {
        @Override
        public void strike(Arena arena) {
            var fuzz = new FuzzedRequests(seed);
            List<TopicRecord> refused = new ArrayList<>();
            while (refused.size() < count) {
                byte[] value = fuzz.next();
                if (!isSubmission(value)) {
                    refused.add(new TopicRecord(null, value, List.of()));
                }
            }
            List<String> posted =
                    arena.client().post(arena.fleet().deployment().topics().requests(), refused);
            arena.atTheEnd(() -> {
                // As many as that, however they are spread; and each of ours once.
                List<String> rejected = arena.client().awaitRejected(posted);
                assertThat(rejected).doesNotHaveDuplicates();
            });
        }

        /** A sound submission would be a job beside that of the round, with assets in common. */
        private static boolean isSubmission(byte[] value) {
            try {
                return new RequestParser(() -> "made-up").parse(value) instanceof Request.Submit;
            } catch (RefusedRequestException refused) {
                return false;
            }
        }
    }

    /** As large as Kafka takes it by default: a request, a request that is none, an event that is none. */
    record LargeMessages() implements Intrusion {

        private static final int IDS = 10_000;

        private static final int REASON_CHARS = 1_000;

        /** Just below what a topic takes by default, with what a batch adds. */
        private static final int GARBAGE_BYTES = 1_048_000;

        @Override
        public void strike(Arena arena) {
            String job = "large-" + arena.job().id();
            String ids = IntStream.range(0, IDS)
                    .mapToObj(number -> "\"" + new UUID(0x1000L, 0x8000_0000_0000_0000L | number) + "\"")
                    .collect(Collectors.joining(","));
            var topics = arena.fleet().deployment().topics();
            var garbage = new TopicRecord(null, new byte[GARBAGE_BYTES], List.of());
            List<String> posted = arena.client().post(topics.requests(), List.of(garbage));
            arena.client().post(topics.events(), List.of(garbage));
            arena.client()
                    .post("{\"type\":\"submit\",\"job\":\"" + job
                            + "\",\"selector\":{\"assetType\":\"riddle\",\"ids\":["
                            + ids + "]},\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"reason\":\""
                            + "r".repeat(REASON_CHARS) + "\"}");
            arena.atTheEnd(() -> {
                Job ended = arena.client().awaitEnd(job);
                assertThat(ended.counts().gone()).as(ended::toString).isEqualTo(IDS);
                assertThat(arena.client().awaitRejected(posted)).doesNotHaveDuplicates();
            });
        }
    }

    /**
     * More deleted rows in a bucket of the job than the database reads over.
     *
     * @param count so many
     */
    record Tombstones(int count) implements Intrusion {

        /** The default is 100,000, which takes too long to make in each round. */
        private static final int READ_OVER_MAX = 1_000;

        @Override
        public boolean strikesServers() {
            return true;
        }

        @Override
        public void strike(Arena arena) {
            arena.readOverTombstonesAtMost(READ_OVER_MAX);
            arena.rows().delete("movie", arena.bucket(), arena.day(), count);
        }
    }
}
