/** Secured connections: what makes them, and what is said when they fail. */
@NullMarked
package dev.reprise.endtoend.security;

import org.jspecify.annotations.NullMarked;
