/** Pins what the asynchronous engine relies on in Kafka Streams, by running it on a real broker. */
@NullMarked
package dev.reprise.endtoend.async;

import org.jspecify.annotations.NullMarked;
