/** Work that ends later: futures that are over, cancellation, backoff, and the kinds of remote errors. */
@NullMarked
package dev.reprise.common.async;

import org.jspecify.annotations.NullMarked;
