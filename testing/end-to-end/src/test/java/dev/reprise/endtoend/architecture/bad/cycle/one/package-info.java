/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.cycle.one;

import org.jspecify.annotations.NullMarked;
