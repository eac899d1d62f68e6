/**
 * Mappings in JSLT.
 *
 * <p>The library is used with five changes, each for a reason: objects keep keys whose value is null, {} or [] (by
 * default JSLT drops them without a word); functions that read the clock or the machine's locale are replaced or
 * refused; {@code capture} is replaced, since its cache is not safe for threads; {@code error} takes literals only;
 * functions that a mapping defines end when their thread is interrupted.
 */
@NullMarked
package dev.reprise.migration.jslt;

import org.jspecify.annotations.NullMarked;
