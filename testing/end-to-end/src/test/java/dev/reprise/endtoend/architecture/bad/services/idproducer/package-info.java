/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.services.idproducer;

import org.jspecify.annotations.NullMarked;
