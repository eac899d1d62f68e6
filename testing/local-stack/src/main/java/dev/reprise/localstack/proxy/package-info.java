/** A proxy before a server, which makes the faults of a network. */
@NullMarked
package dev.reprise.localstack.proxy;

import org.jspecify.annotations.NullMarked;
