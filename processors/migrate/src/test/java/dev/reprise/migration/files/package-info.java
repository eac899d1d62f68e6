@NullMarked
package dev.reprise.migration.files;

import org.jspecify.annotations.NullMarked;
