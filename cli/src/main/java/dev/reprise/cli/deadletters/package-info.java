/** What failed, grouped by cause, and how it is tried again. */
@NullMarked
package dev.reprise.cli.deadletters;

import org.jspecify.annotations.NullMarked;
