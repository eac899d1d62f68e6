/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.clock;

import org.jspecify.annotations.NullMarked;
