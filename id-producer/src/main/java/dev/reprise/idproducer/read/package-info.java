/** Reads of what a job selects, from whatever holds it: how they fail, and what that means for the job. */
@NullMarked
package dev.reprise.idproducer.read;

import org.jspecify.annotations.NullMarked;
