package dev.reprise.worker.boot;

import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.result.ResultKind;
import dev.reprise.worker.topology.GroupTraces;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Records groups as spans of OpenTelemetry, as children of the request that the job came with. At most ten a second: a
 * worker has hundreds of groups, and a sample of them shows the same.
 *
 * <p>Threading: safe for any number of threads. Spans are sent by a thread of OpenTelemetry, which drops what it cannot send.
 */
final class GroupSpans implements GroupTraces {

    static final String NAME = "reprise group";

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    /** What holds unless the environment says otherwise. Metrics and logs have other ways. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name",
            "reprocess-worker",
            "otel.traces.sampler",
            "always_on",
            "otel.exporter.otlp.protocol",
            "http/protobuf",
            "otel.metrics.exporter",
            "none",
            "otel.logs.exporter",
            "none");

    /** Positions in {@code traceparent}: {@code version-trace-span-flags}. */
    private static final int TRACE = 1;

    private static final int SPAN = 2;

    private final Tracer tracer;
    private final LongSupplier nanoTime;
    private final AtomicLong nextAtNanos;

    GroupSpans(OpenTelemetry telemetry, LongSupplier nanoTime) {
        this.tracer = telemetry.getTracer("dev.reprise.worker");
        this.nanoTime = nanoTime;
        this.nextAtNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /** Starts OpenTelemetry as its own keys in the environment and the system properties say. */
    static OpenTelemetrySdk started() {
        return AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> DEFAULTS)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk();
    }

    @Override
    public boolean isDue() {
        long now = nanoTime.getAsLong();
        long next = nextAtNanos.get();
        return now - next >= 0 && nextAtNanos.compareAndSet(next, now + PAUSE_NANOS);
    }

    @Override
    public Trace begin(TracedGroup group) {
        JobBrief.Terms terms = group.job().terms();
        String parent = terms == null ? null : terms.pinned().traceParent();
        Span span = tracer.spanBuilder(NAME)
                .setParent(parent == null ? Context.root() : context(parent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("reprise.job", group.job().job())
                .setAttribute("reprise.asset_type", group.assetType())
                .setAttribute("reprise.bucket", group.bucket())
                .setAttribute("reprise.rows", (long) group.rows())
                .startSpan();
        return new Recorded(span);
    }

    private static Context context(String traceParent) {
        String[] parts = traceParent.split("-", -1);
        // Whether the sender was sampled does not matter here: the sample of groups is ours.
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        parts[TRACE], parts[SPAN], TraceFlags.getSampled(), TraceState.getDefault())));
    }

    private record Recorded(Span span) implements Trace {

        @Override
        public void end(List<Result> results) {
            Map<ResultKind, Long> counts = new EnumMap<>(ResultKind.class);
            results.forEach(result -> counts.merge(result.kind(), 1L, Long::sum));
            counts.forEach((kind, count) -> span.setAttribute("reprise.outcome." + kind.word(), count));
            span.end();
        }

        @Override
        public void fail(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
            span.end();
        }
    }
}
