/** The processor {@code reindex}: request in, decision out, documents by bulk requests. */
@NullMarked
package dev.reprise.reindex.processor;

import org.jspecify.annotations.NullMarked;
