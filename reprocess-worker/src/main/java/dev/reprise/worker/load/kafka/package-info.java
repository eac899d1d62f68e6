/** Looks into the topic of the jobs. */
@NullMarked
package dev.reprise.worker.load.kafka;

import org.jspecify.annotations.NullMarked;
