/** The processor {@code trigger}: a message for each asset, to begin a workflow with. */
@NullMarked
package dev.reprise.trigger;

import org.jspecify.annotations.NullMarked;
