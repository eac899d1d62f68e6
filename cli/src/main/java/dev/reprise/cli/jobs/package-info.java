/** How far jobs are: read from their topics, estimated where nobody knows, and shown. */
@NullMarked
package dev.reprise.cli.jobs;

import org.jspecify.annotations.NullMarked;
