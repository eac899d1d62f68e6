/** The processor {@code export}: sends rows to the topic that {@code iceberg-writer} makes analytics tables of. */
@NullMarked
package dev.reprise.export;

import org.jspecify.annotations.NullMarked;
