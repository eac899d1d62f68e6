/**
 * A Java agent that runs inside the services under test: it kills or suspends its own process at named points of their
 * code, and breaks them on purpose for the mutation checks. Nothing of it is in production code.
 */
@NullMarked
package dev.reprise.endtoend.faults.agent;

import org.jspecify.annotations.NullMarked;
