/** One event per asset, the outcome each ends in, and the failure that sends it to the dead letters. */
@NullMarked
package dev.reprise.common.event;

import org.jspecify.annotations.NullMarked;
