package dev.reprise.idproducer.query.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.job.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a search for ids.
 *
 * <p>Sorted by the text of the id, not by {@code _shard_doc}: that order ends with its point in time, while the id is the
 * same in every one, so that a page can follow a cursor from another process. For the same reason shares are ranges of the
 * id and not slices of a point in time.
 *
 * <p>Threading: immutable.
 */
final class IdShardSearch {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Signs by which a name stands for several indexes, or for none. */
    private static final Pattern MANY = Pattern.compile("[*?,<>|\"\\\\/# ]");

    private static final Pattern SPECIAL_BEGINNING = Pattern.compile("[-+_.].*", Pattern.DOTALL);

    private final ElasticsearchSettings settings;
    private final String assetType;
    private final JsonNode query;
    private final @Nullable Integer share;

    /**
     * Creates the search.
     *
     * @param share number of the share; {@code null} for all
     */
    IdShardSearch(ElasticsearchSettings settings, String assetType, JsonNode query, @Nullable Integer share) {
        this.settings = settings;
        this.assetType = assetType;
        this.query = query;
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

    /** Returns the name of the index as a part of an address: a type is whatever a user has posted. */
    String index() {
        String name = settings.index().replace(ElasticsearchSettings.TYPE, assetType);
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Returns a body.
     *
     * @param cursor the id behind which to begin; {@code null} for the beginning
     * @param size most documents
     */
    ObjectNode body(@Nullable String cursor, int size) {
        ObjectNode body = NODES.objectNode();
        body.put("size", size).put("_source", false).put("track_total_hits", false);
        var filter = body.putObject("query").putObject("bool").putArray("filter");
        filter.add(query);
        if (!settings.index().contains(ElasticsearchSettings.TYPE)) {
            filter.addObject().putObject("term").put(settings.assetTypeField(), assetType);
        }
        filter.addObject().putObject("exists").put("field", settings.assetIdField());
        if (share != null) {
            filter.add(range(share));
        }
        body.putArray("sort").addObject().put(settings.assetIdField(), "asc");
        if (cursor != null) {
            body.putArray("search_after").add(cursor);
        }
        return body;
    }

    /** Open at both ends of the whole, so that nothing lies outside of every share. */
    private ObjectNode range(int number) {
        ObjectNode range = NODES.objectNode();
        ObjectNode bounds = range.putObject("range").putObject(settings.assetIdField());
        if (number > 0) {
            bounds.put("gte", Integer.toHexString(number));
        }
        if (number < Slice.IdShard.SHARDS - 1) {
            bounds.put("lt", Integer.toHexString(number + 1));
        }
        return range;
    }
}
