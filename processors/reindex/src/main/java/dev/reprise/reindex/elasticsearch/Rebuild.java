package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.async.Repeated;
import dev.reprise.elasticsearch.ElasticsearchErrors;
import dev.reprise.elasticsearch.compare.Comparison;
import dev.reprise.elasticsearch.compare.Difference;
import dev.reprise.elasticsearch.compare.ElasticsearchDocuments;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.LedJob;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.IndexName;
import dev.reprise.reindex.RebuiltIndex;
import dev.reprise.reindex.ReindexRequest;
import dev.reprise.reindex.TimesInUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rebuilds what stands behind an alias: makes a new index, compares it with the rows after each round, and moves the alias in
 * one request when nothing differs. With a date in the name, one index for each time.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class Rebuild implements AroundRounds {

    /** The index of a time that begins soon is made as well: rows of it come while the job runs. */
    private static final Duration SOON = Duration.ofDays(1);

    private final ElasticsearchAsyncClient client;
    private final Aliases aliases;
    private final NewIndexes indexes;
    private final TemplateLook templates;

    Rebuild(ElasticsearchAsyncClient client) {
        var requests = new JsonRequests(client);
        this.client = client;
        this.aliases = new Aliases(requests);
        this.indexes = new NewIndexes(requests);
        this.templates = new TemplateLook(requests);
    }

    /**
     * Looks, before anything runs, whether a job can rebuild.
     *
     * @return completes with the reason why not; exceptionally when Elasticsearch cannot be reached
     */
    CompletionStage<Optional<String>> refusal(String job, ReindexRequest request) {
        IndexName index = request.index();
        var example = new RebuiltIndex(index.at(java.time.Instant.EPOCH), job);
        return aliases.matching(index.wildcard())
                .thenCompose(found -> index.isByTime() && found.isEmpty()
                        ? CompletableFuture.failedFuture(new BlockedException(
                                "Reprise finds no alias such as '" + index.wildcard() + "'; add one for each time"))
                        : required(example, request))
                .thenApply(layout -> Optional.<String>empty())
                .exceptionallyCompose(failure -> Finished.unwrapped(failure) instanceof BlockedException blocked
                        ? CompletableFuture.completedFuture(Optional.of(String.valueOf(blocked.getMessage())))
                        : CompletableFuture.failedFuture(failure));
    }

    /** Requires what a new index needs; one that the job has made is fine. */
    private CompletionStage<Made> required(RebuiltIndex index, ReindexRequest request) {
        return aliases.at(index.alias())
                .thenCompose(readers -> {
                    readers.refusal(request.index().isByTime()).ifPresent(reason -> {
                        throw new BlockedException("Reprise " + reason);
                    });
                    return templates
                            .at(Objects.requireNonNull(request.template()), index)
                            .thenApply(layout -> new Made(layout, readers));
                })
                .thenCompose(made -> indexes.find(index).thenApply(found -> made));
    }

    /** What a new index is made by. */
    private record Made(TemplateLook.Layout layout, AliasState readers) {}

    @Override
    public CompletionStage<Void> prepare(LedJob job) {
        ReindexRequest request = ReindexRequest.of(job.pinned().processor());
        return wanted(job, request.index())
                .thenCompose(names -> Repeated.forEach(names, name -> {
                    var index = new RebuiltIndex(name, job.id());
                    return indexes.find(index)
                            .thenCompose(found -> found.isPresent()
                                    ? CompletableFuture.<Void>completedFuture(null)
                                    : required(index, request)
                                            .thenCompose(made -> indexes.make(
                                                    index,
                                                    made.layout(),
                                                    made.readers().indexes().stream()
                                                            .findFirst())))
                            .thenCompose(done -> aliases.mark(index));
                }));
    }

    private static CompletionStage<NavigableSet<String>> wanted(LedJob job, IndexName index) {
        NavigableSet<String> names = new TreeSet<>();
        if (!index.isByTime()) {
            names.add(index.text());
            return CompletableFuture.completedFuture(names);
        }
        names.add(index.at(job.now()));
        names.add(index.at(job.now().plus(SOON)));
        return TimesInUse.of(index, job.rows(), job.assetTypes()).thenApply(found -> {
            names.addAll(found);
            return names;
        });
    }

    /** Returns the indexes that the job has made, each with what is noted in it. */
    private CompletionStage<NavigableMap<RebuiltIndex, JsonNode>> made(LedJob job) {
        IndexName index = ReindexRequest.of(job.pinned().processor()).index();
        var made = new TreeMap<RebuiltIndex, JsonNode>(java.util.Comparator.comparing(RebuiltIndex::alias));
        CompletionStage<NavigableSet<String>> names = index.isByTime()
                ? wanted(job, index).thenCombine(aliases.matching(index.wildcard() + "-next"), (wanted, marked) -> {
                    marked.forEach(next -> wanted.add(next.substring(0, next.length() - "-next".length())));
                    return wanted;
                })
                : wanted(job, index);
        return names.thenCompose(all -> Repeated.forEach(all, name -> {
                    var one = new RebuiltIndex(name, job.id());
                    return indexes.find(one).thenAccept(mark -> mark.ifPresent(noted -> made.put(one, noted)));
                }))
                .thenApply(done -> made);
    }

    @Override
    public CompletionStage<Differences> compare(LedJob job) {
        ReindexRequest request = ReindexRequest.of(job.pinned().processor());
        return made(job)
                .thenCompose(made -> Repeated.forEach(
                                made.entrySet(), one -> indexes.open(one.getKey(), one.getValue()))
                        .thenCompose(done -> {
                            List<String> names = made.keySet().stream()
                                    .map(RebuiltIndex::name)
                                    .toList();
                            var documents = new ElasticsearchDocuments(client, names, id -> Difference.assetId(id)
                                    .map(asset -> request.indexOf(asset, job.id()))
                                    .orElse(names.get(0)));
                            return new Comparison(job.rows(), documents, job.assetTypes(), job.cancellation()).run();
                        }))
                .thenApply(verdict -> Found.of(job, request, verdict))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(translated(failure)));
    }

    private static Throwable translated(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        if (error instanceof ElasticsearchDocuments.UnreadDocumentException) {
            return new UnreachableSystemException(String.valueOf(error.getMessage()));
        }
        if (ElasticsearchErrors.status(error) < 0) {
            return error;
        }
        return ElasticsearchErrors.classify(error) == RemoteError.RETRYABLE
                ? new UnreachableSystemException(ElasticsearchErrors.words(error))
                : new BlockedException("Reprise cannot read the new index: " + ElasticsearchErrors.words(error));
    }

    @Override
    public CompletionStage<String> finish(LedJob job) {
        return made(job).thenCompose(made -> {
            List<Move> moves = new ArrayList<>();
            return moves(made, moves).thenCompose(done -> move(moves));
        });
    }

    /** An alias, and the index that it is to lead to. */
    private record Move(RebuiltIndex index, AliasState readers, JsonNode mark) {

        boolean isDone() {
            return readers.isAt(index.name());
        }

        /** After a crash only the note tells where the alias was. */
        String before() {
            return isDone()
                    ? mark.path("before").asText("")
                    : readers.indexes().stream().findFirst().orElse("");
        }

        String words() {
            return index.alias() + (before().isEmpty() ? "" : " from " + before()) + " to " + index.name();
        }
    }

    private CompletionStage<Void> moves(NavigableMap<RebuiltIndex, JsonNode> made, List<Move> moves) {
        return Repeated.forEach(made.entrySet(), one -> aliases.at(one.getKey().alias())
                .thenAccept(readers -> moves.add(new Move(one.getKey(), readers, one.getValue()))));
    }

    private CompletionStage<String> move(List<Move> moves) {
        List<Move> open = moves.stream().filter(move -> !move.isDone()).toList();
        if (open.isEmpty()) {
            return CompletableFuture.completedFuture(moved(moves));
        }
        ArrayNode actions = Aliases.actions();
        for (Move move : open) {
            move.readers().refusal(true).ifPresent(reason -> {
                throw new BlockedException("Reprise " + reason);
            });
            move.readers()
                    .indexes()
                    .forEach(
                            index -> Aliases.remove(actions, index, move.index().alias()));
            Aliases.add(actions, move.readers().copyFor(move.index().name()));
            Aliases.remove(actions, move.index().name(), move.index().next());
        }
        return aliases.change(actions).thenCompose(answer -> {
            if (answer.isMissing()) {
                return lookAgain(open.get(0).index());
            }
            answer.orFail("move the alias");
            return CompletableFuture.completedFuture(moved(moves));
        });
    }

    /** An alias is not where it was a moment ago. */
    private CompletionStage<String> lookAgain(RebuiltIndex index) {
        return aliases.at(index.next()).thenCombine(aliases.at(index.alias()), (next, readers) -> {
            if (next.isAt(index.name()) || readers.isAt(index.name())) {
                throw new UnreachableSystemException("an alias has moved meanwhile; it is looked at again");
            }
            throw new BlockedException("Reprise finds the alias '" + index.next() + "' no longer at '" + index.name()
                    + "': another job rebuilds '" + index.alias() + "'; cancel this one");
        });
    }

    private static String moved(List<Move> moves) {
        String first = moves.isEmpty() ? "" : moves.get(0).words();
        return moves.size() == 1
                ? "the alias has moved: " + first + "; the index before stays"
                : moves.size() + " aliases have moved, each to a new index, the first " + first
                        + "; the indexes before stay";
    }

    @Override
    public CompletionStage<Boolean> withdraw(LedJob job) {
        return made(job).thenCompose(made -> {
            ArrayNode actions = Aliases.actions();
            made.keySet().forEach(index -> Aliases.remove(actions, index.name(), index.next()));
            if (actions.isEmpty()) {
                return CompletableFuture.completedFuture(true);
            }
            return aliases.change(actions).thenCompose(answer -> {
                if (!answer.isMissing()) {
                    answer.orFail("withdraw the new index");
                    return CompletableFuture.completedFuture(true);
                }
                RebuiltIndex first = made.firstKey();
                return aliases.at(first.alias()).thenApply(readers -> !readers.isAt(first.name()));
            });
        });
    }

    @Override
    public String leftovers(LedJob job) {
        IndexName index = ReindexRequest.of(job.pinned().processor()).index();
        String name = index.wildcard() + "-" + job.id();
        return "the alias " + index.wildcard() + " is not moved, and the new index " + name + " stays, if it was made";
    }
}
