@NullMarked
package dev.reprise.migration.jslt;

import org.jspecify.annotations.NullMarked;
