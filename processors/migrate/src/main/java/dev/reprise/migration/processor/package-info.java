/** The processor {@code migrate}: what it asks of a request, and what migrations make of a row. */
@NullMarked
package dev.reprise.migration.processor;

import org.jspecify.annotations.NullMarked;
