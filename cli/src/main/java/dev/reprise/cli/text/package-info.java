/** Words, numbers and tables as people read them. */
@NullMarked
package dev.reprise.cli.text;

import org.jspecify.annotations.NullMarked;
