/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.services.worker;

import org.jspecify.annotations.NullMarked;
