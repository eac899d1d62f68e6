/** What a preview has found, as people and programs read it. */
@NullMarked
package dev.reprise.cli.previews;

import org.jspecify.annotations.NullMarked;
