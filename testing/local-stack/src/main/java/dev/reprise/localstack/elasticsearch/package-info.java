/** How an Elasticsearch node is started on this machine, and how to tell that it answers. */
@NullMarked
package dev.reprise.localstack.elasticsearch;

import org.jspecify.annotations.NullMarked;
