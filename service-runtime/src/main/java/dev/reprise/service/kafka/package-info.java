/** Topics, streams and the view of the jobs: what both services need of Kafka. */
@NullMarked
package dev.reprise.service.kafka;

import org.jspecify.annotations.NullMarked;
