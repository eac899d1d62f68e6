package dev.reprise.localstack.checkout;

import java.nio.file.Path;

/**
 * The built project that the command runs from, and what lies where in it.
 *
 * <p>Threading: immutable.
 *
 * @param root folder of the {@code reprise} script
 */
public record Checkout(Path root) {

    /** System property by which the script tells the root. */
    public static final String ROOT_PROPERTY = "reprise.home";

    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** Where the stack in the background tells its addresses. */
    public Path stackFile() {
        return root.resolve("target/stack.json");
    }

    /** Where the stack in the background has its settings, data and logs. */
    public Path stackFolder() {
        return root.resolve("target/stack");
    }

    /** Where the build left the servers of the stack. */
    public Path serverPrograms() {
        return root.resolve("testing/local-stack/target/servers");
    }

    /** Where the demo has everything that it starts. */
    public Path demoFolder() {
        return root.resolve("target/demo");
    }

    /** What the demo proves. */
    public Path demoReport() {
        return root.resolve("target/demo-report.json");
    }

    /** Where the benchmark has everything that it starts. */
    public Path benchFolder() {
        return root.resolve("target/bench");
    }

    /** What the benchmark measures. */
    public Path benchReport() {
        return root.resolve("target/bench-report.json");
    }

    /** The class path of the benchmark's job of Spark, which only its profile builds; its classes are beside it. */
    public Path sparkClassPath() {
        return root.resolve("testing/benchmark/spark/target/spark.classpath");
    }

    /** The migrations of the sample. */
    public Path sampleMigrations() {
        return root.resolve("samples/migrations");
    }

    /** The schemas of the sample. */
    public Path sampleSchemas() {
        return root.resolve("samples/schemas");
    }
}
