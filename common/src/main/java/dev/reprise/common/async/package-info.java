/** Futures that are over. */
@NullMarked
package dev.reprise.common.async;

import org.jspecify.annotations.NullMarked;
