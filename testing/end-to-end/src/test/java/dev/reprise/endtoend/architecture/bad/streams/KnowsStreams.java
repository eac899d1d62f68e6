package dev.reprise.endtoend.architecture.bad.streams;

import dev.reprise.endtoend.architecture.bad.Offends;
import org.apache.kafka.streams.Topology;

/** Knows Kafka Streams in the middle of the domain. */
@Offends
record KnowsStreams(Topology topology) {}
