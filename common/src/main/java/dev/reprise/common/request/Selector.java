package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.CanonicalJson;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which assets a job is about; exactly one form a request. The form follows from the fields that are present, as in the
 * contract.
 *
 * <p>Threading: immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = Selector.ByType.class)
@JsonSubTypes({
    @JsonSubTypes.Type(Selector.ByType.class),
    @JsonSubTypes.Type(Selector.ByQuery.class),
    @JsonSubTypes.Type(Selector.ByIds.class),
    @JsonSubTypes.Type(Selector.DeadLettersOf.class)
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Selector {

    /** Most ids that one request may name. */
    int IDS_MAX = 10_000;

    /** Largest sample: its ids are held in memory when the job is planned. */
    int SAMPLE_MAX = 100_000;

    /** Number of assets to take, spread over the selection; {@code null} takes all. */
    @Nullable
    Integer sample();

    /** Asset types the selection is limited to; empty where any type can occur. */
    @JsonIgnore
    List<String> types();

    /**
     * Assets of some types, or of every type, created in a range of time.
     *
     * @param assetType one or several types, each once; empty for every type, which needs both ends of the range
     * @param from first instant of creation, inclusive; {@code null} for the beginning
     * @param to last instant of creation, exclusive; {@code null} for no end
     * @param sample see {@link #sample()}
     */
    record ByType(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> assetType,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer sample)
            implements Selector {
        // Absent in JSON arrives as null here: it means every type.
        public ByType(
                @Nullable List<String> assetType,
                @Nullable Instant from,
                @Nullable Instant to,
                @Nullable Integer sample) {
            this.assetType = assetType == null ? List.of() : List.copyOf(new LinkedHashSet<>(assetType));
            this.from = from;
            this.to = to;
            this.sample = sample;
        }

        @Override
        public List<String> types() {
            return assetType;
        }
    }

    /**
     * Assets of one type that an Elasticsearch query matches.
     *
     * @param query body of the query, as Elasticsearch takes it, numbers in one form
     */
    record ByQuery(String assetType, JsonNode query, @Nullable Integer sample) implements Selector {
        public ByQuery {
            Objects.requireNonNull(assetType, "assetType");
            query = CanonicalJson.of(Objects.requireNonNull(query, "query"));
        }

        @Override
        public List<String> types() {
            return List.of(assetType);
        }
    }

    /**
     * Assets of one type by id.
     *
     * @param ids at most {@link #IDS_MAX}, each once: an asset gets one event however often it was named
     */
    record ByIds(String assetType, List<UUID> ids, @Nullable Integer sample) implements Selector {
        public ByIds {
            Objects.requireNonNull(assetType, "assetType");
            ids = List.copyOf(new LinkedHashSet<>(ids));
        }

        @Override
        public List<String> types() {
            return List.of(assetType);
        }
    }

    /**
     * Assets that another job left among the dead letters.
     *
     * @param deadLettersOf that job
     * @param cause fingerprint of one cause; {@code null} for all
     */
    record DeadLettersOf(String deadLettersOf, @Nullable String cause, @Nullable Integer sample) implements Selector {
        public DeadLettersOf {
            Objects.requireNonNull(deadLettersOf, "deadLettersOf");
        }

        @Override
        public List<String> types() {
            return List.of();
        }
    }
}
