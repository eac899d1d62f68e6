/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.printer.cli;

import org.jspecify.annotations.NullMarked;
