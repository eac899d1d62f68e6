package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.wire.Json;
import java.util.Base64;

/**
 * Hands a query to Elasticsearch as it was posted: only the server judges it, and no number loses a digit. The typed client
 * would parse it first, and refuse in its own words what it does not know.
 *
 * <p>Threading: stateless.
 */
final class PostedQuery {

    private PostedQuery() {}

    /**
     * Returns a {@code wrapper} query with the bytes of the posted one, as the only filter of a {@code bool} query.
     *
     * <p>The {@code bool} is there because {@code wrapper} does not look at what stands behind the query that it has read.
     * The server's parser ends too early in some malformed queries, such as <code>{"range":{"f":{"gte":{}}}}</code>, and
     * would search for something else. The array of filters notices and refuses.
     *
     * @param posted a clause of Elasticsearch's query language
     */
    static Query wrapped(JsonNode posted) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putObject("bool").putArray("filter").add(posted);
        String encoded = Base64.getEncoder().encodeToString(Json.bytes(whole));
        return Query.of(query -> query.wrapper(wrapper -> wrapper.query(encoded)));
    }
}
