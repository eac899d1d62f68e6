/** Reads the topic of exported rows. */
@NullMarked
package dev.reprise.iceberg.kafka;

import org.jspecify.annotations.NullMarked;
