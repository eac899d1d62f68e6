/** Puts id-producer together and runs it. */
@NullMarked
package dev.reprise.idproducer.boot;

import org.jspecify.annotations.NullMarked;
