package dev.reprise.demo.processor.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table that finds films by their title, as production keeps it: each write of a film writes its entry, each delete of a film
 * deletes it, at the same write time. It is new, so the entries of all films that nobody has written since are missing.
 *
 * <p>Threading: safe for any number of threads; only the constructor and {@link #problems} block. Memory is one title for each
 * asset that live writers touch.
 */
public final class TitleIndex {

    /** Name of the table. */
    public static final String TABLE = "movie_by_title";

    private static final String TYPE = "movie";

    /** The two are read one after the other, and a life is written again in whole seconds. */
    private static final int TTL_TOLERANCE_SECONDS = 30;

    private final AssetDatabase database;
    private final SampleAssets sample;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final Map<UUID, String> titles = new ConcurrentHashMap<>();

    /** An entry, or what it should be. */
    private record Entry(String title, UUID movie, long writtenAtMicros, @Nullable Integer ttlSeconds) {

        Optional<String> problem(@Nullable Entry wanted) {
            String what = "the entry of " + movie + " of " + writtenAtMicros + " µs ";
            if (wanted == null) {
                return Optional.of(what + "is of no film that is there, or is one too many");
            }
            if (!title.equals(wanted.title) || writtenAtMicros != wanted.writtenAtMicros) {
                return Optional.of(what + "has another title or time than its film, which is of "
                        + wanted.writtenAtMicros + " µs");
            }
            boolean sameEnd = (ttlSeconds == null || wanted.ttlSeconds == null)
                    ? Objects.equals(ttlSeconds, wanted.ttlSeconds)
                    : Math.abs(ttlSeconds - wanted.ttlSeconds) <= TTL_TOLERANCE_SECONDS;
            return sameEnd ? Optional.empty() : Optional.of(what + "has another end of life than its film");
        }
    }

    /** Makes the table, and prepares its statements. */
    public TitleIndex(AssetDatabase database, SampleAssets sample) {
        this.database = database;
        this.sample = sample;
        String table = database.qualified(TABLE);
        database.execute("CREATE TABLE IF NOT EXISTS " + table
                + " (title text, movie timeuuid, bucket text, PRIMARY KEY (title, movie))");
        this.insert = database.prepare("INSERT INTO " + table
                + " (title, movie, bucket) VALUES (:title, :movie, :bucket) USING TTL :ttl AND TIMESTAMP :at");
        this.delete = database.prepare(
                "DELETE FROM " + table + " USING TIMESTAMP :at WHERE title = :title AND movie = :movie");
    }

    /** Returns production's store with the index. */
    public LiveStore kept(LiveStore assets) {
        return operation -> assets.apply(operation).thenCompose(done -> keep(operation));
    }

    private CompletionStage<Void> keep(Operation operation) {
        AssetKey key = operation.key();
        if (!key.partition().assetType().equals(TYPE)) {
            return CompletableFuture.completedFuture(null);
        }
        if (operation instanceof Operation.Write write) {
            Optional<String> title = title(write.content().payload());
            title.ifPresent(one -> titles.put(key.assetId(), one));
            return title.map(one -> execute(insert.bind()
                            .setString("title", one)
                            .setUuid("movie", key.assetId())
                            .setString("bucket", key.partition().bucket())
                            .setInt("ttl", write.ttlSeconds())
                            .setLong("at", operation.timestampMicros())))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        }
        return titleOf(key.assetId())
                .map(one -> execute(delete.bind()
                        .setString("title", one)
                        .setUuid("movie", key.assetId())
                        .setLong("at", operation.timestampMicros())))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletionStage<Void> execute(BoundStatement statement) {
        return database.session().executeAsync(statement).thenApply(rows -> null);
    }

    /** A film keeps its title, whoever writes it. */
    private Optional<String> titleOf(UUID assetId) {
        String written = titles.get(assetId);
        if (written != null) {
            return Optional.of(written);
        }
        OptionalLong index = sample.indexOf(assetId);
        return index.isEmpty()
                ? Optional.empty()
                : title(StandardCharsets.UTF_8
                        .decode(sample.at(index.getAsLong()).payload().duplicate())
                        .toString());
    }

    private static Optional<String> title(String payload) {
        try {
            JsonNode title = Json.read(payload.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                    .path("Title");
            return title.isTextual() && !title.textValue().isEmpty()
                    ? Optional.of(title.textValue())
                    : Optional.empty();
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /**
     * Holds the table against the films: each has its entry, at its write time and with the rest of its life, and there is no
     * other.
     *
     * @param judged which films are looked at
     */
    public List<String> problems(Predicate<UUID> judged) {
        Map<UUID, Entry> wanted = new HashMap<>();
        database.session()
                .execute("SELECT asset_type, asset_id, payload, WRITETIME(payload), TTL(payload) FROM "
                        + database.qualified(database.tables().table()))
                .forEach(row -> {
                    String payload = row.getString(2);
                    UUID movie = AssetDatabase.present(row.getUuid(1), "asset_id");
                    if (TYPE.equals(row.getString(0)) && payload != null && judged.test(movie)) {
                        title(payload)
                                .ifPresent(title -> wanted.put(
                                        movie, new Entry(title, movie, row.getLong(3), row.get(4, Integer.class))));
                    }
                });
        List<String> problems = new ArrayList<>();
        database.session()
                .execute("SELECT title, movie, WRITETIME(bucket), TTL(bucket) FROM " + database.qualified(TABLE))
                .forEach(row -> {
                    UUID movie = AssetDatabase.present(row.getUuid(1), "movie");
                    String title = AssetDatabase.present(row.getString(0), "title");
                    var entry = new Entry(title, movie, row.getLong(2), row.get(3, Integer.class));
                    if (judged.test(movie)) {
                        entry.problem(wanted.remove(movie)).ifPresent(problems::add);
                    }
                });
        wanted.keySet().forEach(movie -> problems.add("the film " + movie + " has no entry"));
        return problems;
    }
}
