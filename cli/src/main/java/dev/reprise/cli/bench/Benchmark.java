package dev.reprise.cli.bench;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;

/** A benchmark, found by its service entry on the class path that the build of {@code end-to-end} leaves. */
@FunctionalInterface
public interface Benchmark {

    /**
     * Runs it on servers of its own, and writes its report.
     *
     * @return the exit code
     */
    int run(BenchOptions options, Invocation invocation, Connector connector);
}
