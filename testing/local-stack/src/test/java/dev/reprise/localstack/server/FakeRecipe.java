package dev.reprise.localstack.server;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A server that is a shell script and answers, or never does. */
record FakeRecipe(Path folder, String script, int port, boolean answering, Duration readyWithin)
        implements ServerRecipe {

    static FakeRecipe of(Path folder, String script, boolean answering) {
        return new FakeRecipe(folder, script, LoopbackPorts.choose(), answering, Duration.ofSeconds(30));
    }

    @Override
    public ServerKind kind() {
        return ServerKind.KAFKA;
    }

    @Override
    public Path dataFolder() {
        return folder.resolve("data");
    }

    @Override
    public ChildProcess launch() {
        return ChildProcess.builder("kafka", List.of("/bin/sh", "-c", script))
                .logFile(folder.resolve("kafka.log"))
                .start();
    }

    @Override
    public boolean answers(Duration within) {
        return answering;
    }
}
