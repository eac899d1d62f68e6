/** The administrator of the Kafka of a secured stack. */
@NullMarked
package dev.reprise.demo.kafka;

import org.jspecify.annotations.NullMarked;
