package dev.reprise.cli.topics;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Rejection;
import dev.reprise.topics.DeadLetter;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import dev.reprise.topics.RecordFeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A deployment that answers as it is told; its time passes only while somebody waits for it. */
public final class FakeDeployment implements Deployment, InstantSource {

    /** Where the next request is posted. */
    public static final Rejection.Position NEXT = new Rejection.Position("reprocess-requests", 3, 17);

    private final List<Job> known = new ArrayList<>();
    private final Deque<Job> coming = new ArrayDeque<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<AuditEntry> story = new ArrayList<>();
    private final List<AssetEvent> left = new ArrayList<>();
    private final List<String> posted = new ArrayList<>();
    private final List<Preview> previews = new ArrayList<>();
    private OptionalLong lag = OptionalLong.empty();
    private Instant now;

    public FakeDeployment(Instant now) {
        this.now = now;
    }

    /** States that stand in the topic before anybody looks. */
    public FakeDeployment knows(Job... jobs) {
        known.addAll(List.of(jobs));
        return this;
    }

    /** Assets that jobs have left below their targets. */
    public FakeDeployment leaves(AssetEvent... events) {
        left.addAll(List.of(events));
        return this;
    }

    /** States that come one by one, once something is posted or somebody waits. */
    public FakeDeployment willPublish(Job... jobs) {
        coming.addAll(List.of(jobs));
        return this;
    }

    /** Rejections that come once something is posted. */
    public FakeDeployment willReject(Rejection.Position at, String... reasons) {
        rejections.add(new Rejection(List.of(reasons), null, null, null, at.topic(), at.partition(), at.offset(), now));
        return this;
    }

    public FakeDeployment lag(long events) {
        lag = OptionalLong.of(events);
        return this;
    }

    /** Returns what was posted, as {@code key value}. */
    public List<String> posted() {
        return posted;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public JobFeed jobs(@Nullable String job) {
        return new JobFeed() {
            @Override
            public Changes catchUp() {
                return new Changes(List.copyOf(known), List.of());
            }

            @Override
            public Changes poll(Duration atMost) {
                now = now.plus(atMost);
                Job next = coming.poll();
                if (next != null) {
                    known.add(next);
                }
                return new Changes(next == null ? List.of() : List.of(next), List.of());
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public RecordFeed<Rejection> rejections() {
        return new RecordFeed<Rejection>() {
            @Override
            public List<Rejection> poll(Duration atMost) {
                now = now.plus(atMost);
                List<Rejection> arrived = posted.isEmpty() ? List.of() : List.copyOf(rejections);
                rejections.removeAll(arrived);
                return arrived;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    /** Previews that stand in the topic. */
    public FakeDeployment previews(Preview... some) {
        previews.addAll(List.of(some));
        return this;
    }

    @Override
    public RecordFeed<Preview> previews(String job, Instant since) {
        return new RecordFeed<Preview>() {
            @Override
            public List<Preview> poll(Duration atMost) {
                now = now.plus(atMost);
                List<Preview> arrived = List.copyOf(previews);
                previews.clear();
                return arrived;
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public Rejection.Position post(String job, byte[] value) {
        posted.add(job + " " + new String(value, StandardCharsets.UTF_8));
        return NEXT;
    }

    /** Dead letters that stand in the topic. */
    public FakeDeployment failed(DeadLetter... letters) {
        deadLetters.addAll(List.of(letters));
        return this;
    }

    /** What is told of any job. */
    public FakeDeployment tells(AuditEntry... entries) {
        story.addAll(List.of(entries));
        return this;
    }

    @Override
    public void deadLetters(Instant since, Consumer<DeadLetter> each) {
        deadLetters.stream().filter(one -> !one.at().isBefore(since)).forEach(each);
    }

    @Override
    public List<AuditEntry> audit(String job) {
        return story.stream().filter(one -> one.job().equals(job)).toList();
    }

    @Override
    public void left(String job, Consumer<AssetEvent> each) {
        left.stream().filter(event -> event.job().equals(job)).forEach(each);
    }

    @Override
    public Supplier<OptionalLong> workerLag() {
        return () -> lag;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
