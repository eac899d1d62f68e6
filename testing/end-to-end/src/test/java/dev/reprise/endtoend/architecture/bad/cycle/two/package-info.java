/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.cycle.two;

import org.jspecify.annotations.NullMarked;
