/** The migrations known, and whether they are sound. */
@NullMarked
package dev.reprise.cli.migrations;

import org.jspecify.annotations.NullMarked;
