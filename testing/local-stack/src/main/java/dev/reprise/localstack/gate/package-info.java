/**
 * The security of Elasticsearch, which the one of the local stack has not: TLS, users and roles, at a gate before it. It lets
 * through and refuses what Elasticsearch itself would, in its words, for the requests that Reprise makes.
 */
@NullMarked
package dev.reprise.localstack.gate;

import org.jspecify.annotations.NullMarked;
