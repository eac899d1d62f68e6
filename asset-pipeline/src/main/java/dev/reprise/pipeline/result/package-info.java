/** What became of each event, and what it counts. */
@NullMarked
package dev.reprise.pipeline.result;

import org.jspecify.annotations.NullMarked;
