/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.name;

import org.jspecify.annotations.NullMarked;
