@NullMarked
package dev.reprise.migration.jsonata;

import org.jspecify.annotations.NullMarked;
