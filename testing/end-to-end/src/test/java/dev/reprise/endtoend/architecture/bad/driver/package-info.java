/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.driver;

import org.jspecify.annotations.NullMarked;
