/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.patience;

import org.jspecify.annotations.NullMarked;
