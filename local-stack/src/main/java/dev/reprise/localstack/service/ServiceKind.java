package dev.reprise.localstack.service;

import java.nio.file.Path;

/** The two services. */
public enum ServiceKind {
    /** Turns requests into events. */
    ID_PRODUCER("id-producer"),
    /** Turns events into outcomes. */
    REPROCESS_WORKER("reprocess-worker");

    private final String module;

    ServiceKind(String module) {
        this.module = module;
    }

    /** Returns the program as the build leaves it. */
    public Path jar(Path checkout) {
        return checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Returns the name of the module, which is the name of the service. */
    public String module() {
        return module;
    }
}
