/** Authorities and certificates that are made on the fly, for servers and clients of this machine. */
@NullMarked
package dev.reprise.localstack.tls;

import org.jspecify.annotations.NullMarked;
