package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Request;
import picocli.CommandLine.Command;

/** {@code reprise pause}: stops a job until it is resumed. */
@Command(name = "pause", description = "Stop a job until it is resumed.")
public final class PauseCommand extends JobCommand {

    /** Creates the command. */
    public PauseCommand(Invocation invocation, Connector connector) {
        super(invocation, connector);
    }

    @Override
    Request request(Ask ask) {
        return new Request.Pause(ask.job(), ask.requestedBy(), ask.reason());
    }

    @Override
    boolean hasEffect(Job state) {
        return state.state() == JobStatus.PAUSED;
    }
}
