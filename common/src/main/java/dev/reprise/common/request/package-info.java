/** What users post to {@code reprocess-requests}: its records, its strict parser and its printer. */
@NullMarked
package dev.reprise.common.request;

import org.jspecify.annotations.NullMarked;
