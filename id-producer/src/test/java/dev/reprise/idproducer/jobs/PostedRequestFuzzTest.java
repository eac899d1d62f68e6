package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.async.Finished;
import dev.reprise.common.request.FuzzedRequests;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.intake.AllowedRequests;
import dev.reprise.idproducer.intake.Judgement;
import dev.reprise.idproducer.intake.PublishedSchema;
import dev.reprise.idproducer.intake.RequestRefusal;
import dev.reprise.idproducer.plan.KnownTables;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.query.QueryPages;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.processor.Processors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is posted comes through intake, coordinator and store, and every job that begins is stored as it is. */
class PostedRequestFuzzTest extends CoordinatorFixture {

    private static final int DOCUMENTS = 100_000;

    /** Now and then all jobs are forgotten, since a type has one writer at a time. */
    private static final int DOCUMENTS_OF_A_COORDINATOR = 20;

    private static final int RECORD_BYTES_MAX = 1024 * 1024;

    private final long seed = Long.getLong("reprise.seed", System.nanoTime());

    private final QueryIndex anyQuery = new QueryIndex() {
        @Override
        public CompletionStage<Long> count(String assetType, JsonNode query) {
            return CompletableFuture.completedFuture(1L);
        }

        @Override
        public QueryPages open(String assetType, JsonNode query, int shard) {
            return new NoQueryIndex().open(assetType, query, shard);
        }

        @Override
        public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
            return CompletableFuture.completedFuture(List.of());
        }
    };

    private final PublishedSchema schema = new PublishedSchema();
    private ProcessorResolver processors = PROCESSORS;
    private int accepted;
    private int rejected;
    private int begun;

    @BeforeEach
    void loadMigrations(@TempDir Path folder) throws IOException {
        Path movie = Files.createDirectories(folder.resolve("migrations/movie"));
        Files.writeString(movie.resolve("V2__two.jslt"), "{\"two\": true, * : .}");
        Path schemas = Files.createDirectories(folder.resolve("schemas"));
        processors = ProcessorResolver.of(
                Processors.of(List.of(new MigrateProcessor(MigrationCatalog.load(new MigrationSources(
                        folder.resolve("migrations"), schemas, PostedRequestFuzzTest.class.getClassLoader()))))),
                new KnownTables());
    }

    @Test
    void should_answer_whatever_is_posted_when_it_is_made_at_random() {
        System.out.println("fuzzed requests of -Dreprise.seed=" + seed);
        var documents = new FuzzedRequests(seed);
        var intake = new RequestRefusal(AllowedRequests.ALL, processors, anyQuery);

        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] posted = documents.next();
            coordinator = i % DOCUMENTS_OF_A_COORDINATOR == 0 ? coordinator() : coordinator;
            try {
                handle(intake, posted, i);
            } catch (Exception | AssertionError | StackOverflowError failure) {
                throw new AssertionError(
                        "document " + i + " of seed " + seed + ", base64 "
                                + Base64.getEncoder().encodeToString(posted),
                        failure);
            }
        }

        System.out.println(accepted + " accepted, of which " + rejected + " were rejected by the coordinator and "
                + begun + " began a job");
        assertThat(accepted).isBetween(DOCUMENTS / 20, DOCUMENTS);
        assertThat(rejected).isPositive();
        assertThat(begun).isGreaterThan(DOCUMENTS / 100);
    }

    private void handle(RequestRefusal intake, byte[] posted, int number) throws Exception {
        Judgement judgement =
                Finished.result(intake.judge(posted, "made-up-" + number).toCompletableFuture());
        if (judgement instanceof Judgement.Refused refused) {
            refuseAsWanted(refused.reasons());
            return;
        }
        accepted++;
        require(schema.allows(posted), "the published schema allows what is accepted");
        Request request = new RequestParser(() -> ((Judgement.Accepted) judgement).job()).parse(posted);
        var position = new Rejection.Position("reprocess-requests", 0, number);
        int rejections = output.rejections.size();
        new JobCommandHandler(coordinator, processors, output)
                .handle(request, new PostedRequest(null, posted, position, 0), moment());
        if (output.rejections.size() > rejections) {
            rejected++;
            refuseAsWanted(output.rejections.get(rejections));
        }
        storeAsWanted(request.job());
        output.published.clear();
        output.story.clear();
    }

    private void storeAsWanted(String id) {
        StoredJob job = output.saved.remove(id);
        if (job != null) {
            begun++;
            byte[] stored = Json.bytes(job);
            require(Json.read(stored, StoredJob.class).equals(job), "a job comes back from the store as it was");
            require(stored.length < RECORD_BYTES_MAX, "a job fits into a record");
        }
        output.published.forEach(
                one -> require(Json.bytes(one).length < RECORD_BYTES_MAX, "so does what is published"));
        output.story.forEach(one -> require(Json.bytes(one).length < 64 * 1024, "and a line of its story is short"));
    }

    private static void refuseAsWanted(List<String> reasons) {
        require(!reasons.isEmpty() && reasons.stream().noneMatch(String::isBlank), "a refusal says why");
        require(
                reasons.stream().noneMatch(reason -> reason.startsWith("the request cannot be judged")),
                "no judgement fails: " + reasons);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("violated: " + what);
        }
    }
}
