/** Slices are paged and turned into events, at the rate that jobs and workers allow. */
@NullMarked
package dev.reprise.idproducer.emit;

import org.jspecify.annotations.NullMarked;
