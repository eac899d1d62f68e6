/** Tables as files of this machine. */
@NullMarked
package dev.reprise.iceberg.files;

import org.jspecify.annotations.NullMarked;
