/** Live operations reach an index too, as production's indexer keeps it. */
@NullMarked
package dev.reprise.workload.livewriter.elasticsearch;

import org.jspecify.annotations.NullMarked;
