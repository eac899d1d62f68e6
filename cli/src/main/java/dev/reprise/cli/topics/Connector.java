package dev.reprise.cli.topics;

import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;

/** Finds deployments. */
@FunctionalInterface
public interface Connector {

    /** Makes a connection, which blocks nothing until it is used. */
    Deployment connect(KafkaAddress address);
}
