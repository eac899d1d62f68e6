/** Configuration that is read key by key and reports all its errors at once. */
@NullMarked
package dev.reprise.common.config;

import org.jspecify.annotations.NullMarked;
