/** Which properties of payloads are columns, by their JSON Schemas. */
@NullMarked
package dev.reprise.iceberg.schema;

import org.jspecify.annotations.NullMarked;
