/**
 * A production service in small: it updates, creates and deletes assets while jobs run, and keeps a log of what it was
 * told is stored, against which the outcome is held afterwards.
 */
@NullMarked
package dev.reprise.workload.livewriter;

import org.jspecify.annotations.NullMarked;
