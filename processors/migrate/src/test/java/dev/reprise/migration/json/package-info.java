@NullMarked
package dev.reprise.migration.json;

import org.jspecify.annotations.NullMarked;
