/** Reprise's own services as child processes, for the demo, the tests and the benchmark. */
@NullMarked
package dev.reprise.localstack.service;

import org.jspecify.annotations.NullMarked;
