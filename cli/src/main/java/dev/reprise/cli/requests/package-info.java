/** Requests and commands as users post them, and the answers of the services. */
@NullMarked
package dev.reprise.cli.requests;

import org.jspecify.annotations.NullMarked;
