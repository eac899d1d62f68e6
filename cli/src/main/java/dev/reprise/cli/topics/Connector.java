package dev.reprise.cli.topics;

/** Finds deployments. */
@FunctionalInterface
public interface Connector {

    /** Makes a connection, which blocks nothing until it is used. */
    Deployment connect(KafkaAddress address);
}
