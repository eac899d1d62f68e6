/** The configuration of the writer. */
@NullMarked
package dev.reprise.iceberg.config;

import org.jspecify.annotations.NullMarked;
