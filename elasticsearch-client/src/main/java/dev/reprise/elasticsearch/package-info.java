/** How Elasticsearch is reached, and what its answers mean: for whoever asks it by its typed asynchronous client. */
@NullMarked
package dev.reprise.elasticsearch;

import org.jspecify.annotations.NullMarked;
