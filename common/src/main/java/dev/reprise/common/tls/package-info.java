/** Encrypted connections: keys and certificates from files, and failed handshakes in words. */
@NullMarked
package dev.reprise.common.tls;

import org.jspecify.annotations.NullMarked;
