/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.processors.worker;

import org.jspecify.annotations.NullMarked;
