/** Says how many workers there should be. */
@NullMarked
package dev.reprise.idproducer.scale;

import org.jspecify.annotations.NullMarked;
