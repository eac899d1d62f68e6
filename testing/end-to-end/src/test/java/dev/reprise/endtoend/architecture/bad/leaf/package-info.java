/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.leaf;

import org.jspecify.annotations.NullMarked;
