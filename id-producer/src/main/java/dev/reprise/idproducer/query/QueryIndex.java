package dev.reprise.idproducer.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Finds ids by queries over an index of the assets. A stage fails with a {@link
 * dev.reprise.idproducer.read.RefusedSelectionException} when the query is refused; with another {@link
 * dev.reprise.idproducer.read.UnreadableException} when every query is, until a person changes something; with anything
 * else when asking again may help.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface QueryIndex {

    /**
     * Counts what a query matches, in the very form in which it will be read, so that one that can be counted can be read.
     *
     * @param query a clause of Elasticsearch's query language
     */
    CompletionStage<Long> count(String assetType, JsonNode query);

    /**
     * Opens one id shard of what a query matches; every id belongs to one, see {@link
     * dev.reprise.common.job.Slice.IdShard}. Nothing is asked for before the first page.
     */
    QueryPages open(String assetType, JsonNode query, int share);

    /** Returns at most so many ids, spread over what a query matches; the same ones for the same documents. */
    CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size);
}
