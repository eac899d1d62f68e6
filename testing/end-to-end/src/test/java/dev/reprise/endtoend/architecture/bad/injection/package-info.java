/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.injection;

import org.jspecify.annotations.NullMarked;
