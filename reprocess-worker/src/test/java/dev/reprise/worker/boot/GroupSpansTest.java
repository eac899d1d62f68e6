package dev.reprise.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.pipeline.result.Result;
import dev.reprise.worker.topology.GroupTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    private final List<SpanData> exported = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(new Kept()))
                    .build())
            .build();
    private final GroupSpans spans = new GroupSpans(sdk, clock::get);

    /** Keeps what is sent. */
    private final class Kept implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> sent) {
            exported.addAll(sent);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @AfterEach
    void close() {
        sdk.close();
    }

    private static GroupTraces.TracedGroup group(@Nullable String traceParent) {
        var pinned = new Pinned(new ProcessorSpec("migrate", Map.of()), Map.of(), Map.of()).tracedBy(traceParent);
        var terms = new JobBrief.Terms(Mode.RUN, false, null, 1, null, pinned, Instant.EPOCH, null);
        return new GroupTraces.TracedGroup(
                new JobBrief("job-1", JobStatus.RUNNING, false, terms), "movie", "2024-01", 3);
    }

    @Test
    void should_record_a_group_in_the_trace_of_its_request() {
        Result changed = new Result.Done(Outcome.CHANGED, false);
        Result gone = new Result.Done(Outcome.GONE, false);

        spans.begin(group("00-" + TRACE + "-" + SPAN + "-00")).end(List.of(changed, changed, gone));

        SpanData span = exported.get(0);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(SPAN);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("reprise.job")))
                .isEqualTo("job-1");
        assertThat(span.getAttributes().get(AttributeKey.longKey("reprise.rows")))
                .isEqualTo(3);
        assertThat(span.getAttributes().get(AttributeKey.longKey("reprise.outcome.changed")))
                .isEqualTo(2);
        assertThat(span.getAttributes().get(AttributeKey.longKey("reprise.outcome.gone")))
                .isEqualTo(1);
    }

    @Test
    void should_record_a_group_that_fails_in_a_trace_of_its_own_when_the_request_had_none() {
        spans.begin(group(null)).fail(new IllegalStateException("away"));

        SpanData span = exported.get(0);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void should_record_ten_groups_a_second_at_most() {
        int due = 0;
        for (int i = 0; i < 1_000; i++) {
            due += spans.isDue() ? 1 : 0;
            clock.addAndGet(Duration.ofMillis(1).toNanos());
        }

        assertThat(due).isEqualTo(10);
    }
}
