/**
 * The sample: real films and the posters, trailers and subtitles that go with them, as assets spread over four years.
 * Made one by one from a number, so that any amount of it needs no memory.
 */
@NullMarked
package dev.reprise.workload.sample;

import org.jspecify.annotations.NullMarked;
