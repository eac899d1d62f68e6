package dev.reprise.bench;

import dev.reprise.localstack.process.Deadline;
import java.time.Duration;

/** {@code limit} of a processor: a plain loop with the client or driver that the services use. No Kafka, nothing survives a crash. */
public final class PlainLoop implements Contestant {

    private static final String NAME = "limit";

    private final ProcessorTask task;
    private String target = "";

    /** Runs a task, which stays the caller's to close. */
    public PlainLoop(ProcessorTask task) {
        this.task = task;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void prepare(Workload workload) {
        target = task.prepare(NAME);
    }

    @Override
    public Timing run(Workload workload) {
        Deadline clock = Deadline.in(Duration.ZERO);
        task.loop(target);
        return Timing.of(clock.elapsed());
    }

    @Override
    public void verify(Workload workload) {
        task.verify(target);
    }
}
