/** What every command is given, and how it ends: console, checkout, options, exit codes, errors in one line. */
@NullMarked
package dev.reprise.cli.invocation;

import org.jspecify.annotations.NullMarked;
