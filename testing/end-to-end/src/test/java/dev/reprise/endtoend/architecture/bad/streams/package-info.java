/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.streams;

import org.jspecify.annotations.NullMarked;
