/** A deployment of Reprise as its users reach it: by its topics alone. */
@NullMarked
package dev.reprise.cli.topics;

import org.jspecify.annotations.NullMarked;
