/**
 * JSON Schemas, checked by the networknt library.
 *
 * <p>Draft 2020-12 unless a schema says otherwise by {@code $schema}; {@code format} is checked, not only noted; nothing
 * is ever fetched: a schema may refer to the files of its own tree and to the published drafts.
 */
@NullMarked
package dev.reprise.migration.schema;

import org.jspecify.annotations.NullMarked;
