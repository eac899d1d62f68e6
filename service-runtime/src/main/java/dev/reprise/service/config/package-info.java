/** The configuration that both services share. */
@NullMarked
package dev.reprise.service.config;

import org.jspecify.annotations.NullMarked;
