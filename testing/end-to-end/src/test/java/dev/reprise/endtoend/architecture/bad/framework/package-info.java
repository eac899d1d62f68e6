/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.framework;

import org.jspecify.annotations.NullMarked;
