/** How a Kafka broker is started on this machine, and how to tell that it answers. */
@NullMarked
package dev.reprise.localstack.kafka;

import org.jspecify.annotations.NullMarked;
