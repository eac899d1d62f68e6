package dev.reprise.localstack.daemon;

import dev.reprise.localstack.stack.StackAddresses;

/** There is one stack for each stack file, and it is up already. Use it, or end it first. */
public final class StackIsUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StackAddresses addresses;

    StackIsUpException(StackAddresses addresses) {
        super("a stack is up already: kafka at " + addresses.kafka() + ", cassandra at " + addresses.cassandra()
                + ", elasticsearch at " + addresses.elasticsearch());
        this.addresses = addresses;
    }

    /** Of the stack that is up. */
    public StackAddresses addresses() {
        return addresses;
    }
}
