/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.future;

import org.jspecify.annotations.NullMarked;
