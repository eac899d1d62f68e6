/** A job's processor is resolved and its selection is cut into slices. */
@NullMarked
package dev.reprise.idproducer.plan;

import org.jspecify.annotations.NullMarked;
