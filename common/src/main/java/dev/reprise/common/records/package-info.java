/** How every topic is read: by one total reader each, which passes over what is not of this deployment's making. */
@NullMarked
package dev.reprise.common.records;

import org.jspecify.annotations.NullMarked;
