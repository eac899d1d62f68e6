/** Posted requests are judged here, before anything else sees them. */
@NullMarked
package dev.reprise.idproducer.intake;

import org.jspecify.annotations.NullMarked;
