package dev.reprise.iceberg.boot;

import dev.reprise.service.boot.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the writer starts. */
@QuarkusMain
public final class Main {

    private Main() {}

    /** Runs the service until it is told to stop. */
    public static void main(String... args) {
        ServiceMain.main(args);
    }
}
