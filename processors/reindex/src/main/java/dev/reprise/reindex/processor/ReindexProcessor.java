package dev.reprise.reindex.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import dev.reprise.reindex.DocumentWrite;
import dev.reprise.reindex.ReindexRequest;
import dev.reprise.reindex.elasticsearch.Indexing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processor {@code reindex {index, template?, overwrite?}}: brings each asset into an index as its row is. The version of a document is
 * the write time of the row, so an older row never replaces a newer document.
 *
 * <p>Threading: immutable.
 */
final class ReindexProcessor implements AssetProcessor<DocumentWrite> {

    static final String NAME = "reindex";

    private static final String NO_HOSTS = "reprise.elasticsearch.hosts";

    private final @Nullable Indexing indexing;
    private final Set<String> allowed;

    /**
     * Creates the processor.
     *
     * @param indexing {@code null} where there is no Elasticsearch
     * @param allowed indexes that a job may name; empty for all
     */
    ReindexProcessor(@Nullable Indexing indexing, Set<String> allowed) {
        this.indexing = indexing;
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        List<String> problems = problems(requested, known);
        if (indexing == null) {
            problems.add("'processor' cannot be reindex in this deployment: it has no " + NO_HOSTS);
        }
        if (!problems.isEmpty()) {
            return new Resolution.Refused(problems);
        }
        Map<String, Pending> pending = new TreeMap<>();
        if (ReindexRequest.of(requested).isRebuild() && types instanceof AssetTypes.Named named) {
            named.names().forEach(type -> pending.put(type, new Pending.Compared()));
        } else {
            pending.put(Pinned.EVERY_TYPE, new Pending.Nothing());
        }
        return new Resolution.Accepted(new Pinned(requested, Map.of(), pending));
    }

    private List<String> problems(ProcessorSpec requested, Circumstances known) {
        List<String> problems = new ArrayList<>(ReindexRequest.problems(requested));
        if (!problems.isEmpty()) {
            return problems;
        }
        ReindexRequest request = ReindexRequest.of(requested);
        notAllowed(request.index().text()).ifPresent(problems::add);
        // A new index takes the place of a whole one.
        if (request.isRebuild() && !known.isOfWholeTypes()) {
            problems.add(
                    "'processor.template' needs a selector of whole types, {\"assetType\": …} alone, with all types of"
                            + " the index, and no chain: the new index takes the place of the old one");
        }
        return problems;
    }

    private Optional<String> notAllowed(String index) {
        return allowed.isEmpty() || allowed.contains(index)
                ? Optional.empty()
                : Optional.of("'processor.index' must be one that this deployment writes to ("
                        + String.join(", ", new TreeSet<>(allowed)) + "), not " + index);
    }

    @Override
    public CompletionStage<List<String>> obstacles(String job, ProcessorSpec requested) {
        ReindexRequest request = ReindexRequest.of(requested);
        if (indexing == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (request.isRebuild()) {
            return indexing.refusal(job, request).thenApply(reason -> reason.stream()
                    .map(words -> "'processor.template' cannot be served: " + words)
                    .toList());
        }
        // Which of many there must be is known only by the assets.
        return request.index().isByTime()
                ? CompletableFuture.completedFuture(List.of())
                : indexing.refusal(request.index().text()).thenApply(reason -> reason.stream()
                        .map(words -> "'processor.index' cannot be served: Reprise " + words)
                        .toList());
    }

    @Override
    public Optional<AroundRounds> aroundRounds() {
        return Optional.ofNullable(indexing).map(Indexing::aroundRounds);
    }

    @Override
    public Optional<String> mismatch(Pinned pinned, String assetType) {
        return indexing == null ? Optional.of("has no " + NO_HOSTS) : Optional.empty();
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return assetType + " into index "
                + ReindexRequest.of(pinned.processor()).index().text();
    }

    /** Nobody is overtaken by it: the version tells which of two documents is newer. */
    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    /** A version cannot be taken back: a document from the future would refuse every later one. */
    @Override
    public boolean refusesRowsAhead() {
        return true;
    }

    @Override
    public Decision<DocumentWrite> decide(Work work, Asset row, Consumer<Step> at) {
        ByteBuffer payload = row.payload();
        if (payload == null || !payload.hasRemaining()) {
            return new Decision.Failed<>(Failure.of(Stage.READ, "NoPayload", "the row has no payload"));
        }
        if (payload.remaining() > work.payloadBytesMax()) {
            return new Decision.Failed<>(Failure.of(
                    Stage.READ,
                    "PayloadTooLarge",
                    "the payload has " + payload.remaining() + " bytes, more than " + work.payloadBytesMax()));
        }
        ReindexRequest request = ReindexRequest.of(work.pinned().processor());
        String index = request.indexOf(row.assetId(), work.job());
        return new Decision.Apply<>(
                new DocumentWrite(row.assetId(), index, row.writtenAtMicros(), payload, request.overwrites()));
    }

    /** Whatever document is left of it is removed. */
    @Override
    public Decision<DocumentWrite> decideGone(Work work, UUID assetId) {
        String index = ReindexRequest.of(work.pinned().processor()).indexOf(assetId, work.job());
        return new Decision.Apply<>(DocumentWrite.gone(assetId, index));
    }

    @Override
    public Preview.Change describe(Asset row, DocumentWrite document) {
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        JsonNodeFactory json = JsonNodeFactory.instance;
        JsonNode sent = json.objectNode()
                .put("index", document.index())
                .put("_id", document.assetId().toString())
                .put("version", document.version())
                .put("version_type", document.overwrites() ? "external_gte" : "external")
                .put("bytes", document.bytes());
        return new Preview.Change(
                version,
                version,
                document.bytes(),
                document.bytes(),
                json.arrayNode(),
                json.objectNode(),
                sent,
                "the row stays as it is; its payload is sent to the index " + document.index());
    }

    @Override
    public boolean writesElsewhere() {
        return true;
    }

    @Override
    public Sink<DocumentWrite> sink(SinkContext context) {
        return indexing == null
                ? (partition, documents, readAtNanos, cancellation) ->
                        CompletableFuture.failedFuture(new IllegalStateException("there is no Elasticsearch"))
                : indexing.sink(context);
    }
}
