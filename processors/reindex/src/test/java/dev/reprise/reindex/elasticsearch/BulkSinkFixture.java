package dev.reprise.reindex.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.Outcome;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.DocumentWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** A sink of documents on a stub server, in a worker with a few attempts and no pauses. */
abstract class BulkSinkFixture {

    static final int ATTEMPTS_MAX = 5;

    static final AssetPartition PARTITION = new AssetPartition("movie", "2024-01");

    static final UUID A = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");
    static final UUID B = UUID.fromString("5e738000-ab5d-11ee-8000-000000000002");
    static final UUID C = UUID.fromString("5e738000-ab5d-11ee-8000-000000000003");

    final StubElasticsearch server = new StubElasticsearch();
    final Set<UUID> gone = new HashSet<>();
    final List<UUID> lookedFor = new ArrayList<>();
    long nanos;
    private final Sink<DocumentWrite> sink = sink(100);

    BulkSinkFixture() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    Sink<DocumentWrite> sink(int bytesMax) {
        return sink(bytesMax, 4);
    }

    Sink<DocumentWrite> sink(int bytesMax, int requestsMax) {
        var connection = ElasticsearchConnection.open(ElasticsearchHosts.of(server.address()));
        return new Indexing(connection, new BulkLimits(bytesMax, requestsMax)).sink(new Worker());
    }

    static DocumentWrite document(UUID id, String payload) {
        return new DocumentWrite(id, "movies", 7, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    }

    static DocumentWrite ofGone(UUID id) {
        return DocumentWrite.gone(id, "movies");
    }

    List<Applied> apply(DocumentWrite... documents) throws Exception {
        return apply(sink, documents);
    }

    static List<Applied> apply(Sink<DocumentWrite> sink, DocumentWrite... documents) throws Exception {
        return ended(begin(sink, documents));
    }

    static CompletionStage<List<Applied>> begin(Sink<DocumentWrite> sink, DocumentWrite... documents) {
        return sink.apply(PARTITION, List.of(documents), 0, new Cancellation());
    }

    static List<Applied> ended(CompletionStage<List<Applied>> call) throws Exception {
        return call.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    static Applied outcome(Outcome outcome) {
        return new Applied.Done(outcome);
    }

    /** A worker with a few attempts and no pauses. */
    private final class Worker implements SinkContext {

        @Override
        public Sink<FencedWrite> rows() {
            throw new AssertionError("no row is written");
        }

        @Override
        public CompletionStage<Boolean> canSendTo(String topic) {
            throw new AssertionError("no message is sent");
        }

        @Override
        public CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds) {
            assertThat(partition).isEqualTo(PARTITION);
            lookedFor.addAll(assetIds);
            Set<UUID> present = new HashSet<>(assetIds);
            present.removeAll(gone);
            return CompletableFuture.completedFuture(present);
        }

        @Override
        public Patience patience() {
            return new Patience() {
                @Override
                public <T> CompletionStage<T> untilDone(
                        Supplier<CompletionStage<T>> action, Cancellation cancellation) {
                    return attempt(action, 1);
                }

                @Override
                public long nanoTime() {
                    return nanos;
                }
            };
        }

        private <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> action, int number) {
            return action.get()
                    .exceptionallyCompose(failure ->
                            number < ATTEMPTS_MAX && Finished.unwrapped(failure) instanceof UnreachableSystemException
                                    ? attempt(action, number + 1)
                                    : CompletableFuture.failedFuture(failure));
        }
    }
}
