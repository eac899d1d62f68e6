package dev.reprise.endtoend.stack;

import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A parent to be killed: a JVM that starts a stack, prints the pids of all that came with it, and waits. */
final class StackParent {
    static final String UP = "up:";

    private StackParent() {}

    /** Takes the name of the folder, and a second word when the servers are to be suspended. */
    public static void main(String[] arguments) throws InterruptedException {
        LocalStack stack = LocalStack.start(
                StackFolders.fresh(arguments[0]).withServers(ServerKind.KAFKA, ServerKind.ELASTICSEARCH));
        if (arguments.length > 1) {
            stack.kafka().suspend();
            stack.elasticsearch().suspend();
        }
        String pids = ProcessHandle.current()
                .descendants()
                .map(child -> Long.toString(child.pid()))
                .collect(Collectors.joining(","));
        System.out.println(UP + pids);
        new CountDownLatch(1).await();
    }
}
