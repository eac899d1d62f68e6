/** Looks into the topic of the jobs. */
@NullMarked
package dev.reprise.worker.jobs.kafka;

import org.jspecify.annotations.NullMarked;
