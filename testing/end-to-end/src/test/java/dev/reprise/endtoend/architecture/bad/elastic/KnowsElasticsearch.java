package dev.reprise.endtoend.architecture.bad.elastic;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import dev.reprise.endtoend.architecture.bad.Offends;

/** Knows the client outside a leaf. */
@Offends
record KnowsElasticsearch(ElasticsearchClient client) {}
