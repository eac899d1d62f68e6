/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.elastic;

import org.jspecify.annotations.NullMarked;
