package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.TermRangeQuery;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for ids.
 *
 * <p>Sorted by the text of the id, not by {@code _shard_doc}: that order ends with its point in time, while the id is the
 * same in every one, so that a page can follow a cursor from another process. For the same reason shares are ranges of the
 * id and not slices of a point in time.
 *
 * <p>Threading: immutable.
 */
final class IdShardSearch {

    /** Signs by which a name stands for several indexes, or for none. */
    private static final Pattern MANY = Pattern.compile("[*?,<>|\"\\\\/# ]");

    private static final Pattern SPECIAL_BEGINNING = Pattern.compile("[-+_.].*", Pattern.DOTALL);

    private final ElasticsearchSettings settings;
    private final String assetType;
    private final Query posted;
    private final @Nullable Integer share;

    /**
     * Creates the search.
     *
     * @param share number of the share; {@code null} for all
     */
    IdShardSearch(ElasticsearchSettings settings, String assetType, JsonNode query, @Nullable Integer share) {
        this.settings = settings;
        this.assetType = assetType;
        this.posted = PostedQuery.wrapped(query);
        this.share = share;
    }

    /** Returns whether the type, where it is part of the index's name, names one: not those of other types. */
    boolean hasOneIndex() {
        String name = settings.index();
        return !name.contains(ElasticsearchSettings.TYPE)
                || !(MANY.matcher(assetType).find()
                        || (name.startsWith(ElasticsearchSettings.TYPE)
                                && SPECIAL_BEGINNING.matcher(assetType).matches()));
    }

    /** Returns the name of the index. */
    String index() {
        return settings.index().replace(ElasticsearchSettings.TYPE, assetType);
    }

    /**
     * Returns a search that only lacks the index or the point in time. A shard that does not answer fails it: its ids would
     * be left out in silence.
     *
     * @param cursor the id behind which to begin; {@code null} for the beginning
     * @param size most documents
     */
    SearchRequest.Builder request(@Nullable String cursor, int size) {
        var request = new SearchRequest.Builder()
                .allowPartialSearchResults(false)
                .size(size)
                .source(source -> source.fetch(false))
                .trackTotalHits(total -> total.enabled(false))
                .query(query -> query.bool(bool -> bool.filter(filters())))
                .sort(sort -> sort.field(id -> id.field(settings.assetIdField()).order(SortOrder.Asc)));
        return cursor == null ? request : request.searchAfter(FieldValue.of(cursor));
    }

    private List<Query> filters() {
        List<Query> filters = new ArrayList<>();
        filters.add(posted);
        if (!settings.index().contains(ElasticsearchSettings.TYPE)) {
            filters.add(Query.of(query ->
                    query.term(term -> term.field(settings.assetTypeField()).value(assetType))));
        }
        filters.add(Query.of(query -> query.exists(exists -> exists.field(settings.assetIdField()))));
        if (share != null) {
            filters.add(Query.of(query -> query.range(range -> range.term(idsOf(share)))));
        }
        return filters;
    }

    /** Open at both ends of the whole, so that nothing lies outside of every share. */
    private TermRangeQuery idsOf(int number) {
        var ids = new TermRangeQuery.Builder().field(settings.assetIdField());
        if (number > 0) {
            ids.gte(Integer.toHexString(number));
        }
        if (number < Slice.IdShard.SHARDS - 1) {
            ids.lt(Integer.toHexString(number + 1));
        }
        return ids.build();
    }
}
