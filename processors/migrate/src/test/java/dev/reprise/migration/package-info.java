@NullMarked
package dev.reprise.migration;

import org.jspecify.annotations.NullMarked;
