package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Request;
import picocli.CommandLine.Command;

/** {@code reprise cancel}: ends a job for good. */
@Command(name = "cancel", description = "End a job for good; what is written stays written.")
public final class CancelCommand extends JobCommand {

    /** Creates the command. */
    public CancelCommand(Invocation invocation, Connector connector) {
        super(invocation, connector);
    }

    @Override
    Request request(Ask ask) {
        return new Request.Cancel(ask.job(), ask.requestedBy(), ask.reason());
    }

    @Override
    boolean hasEffect(Job state) {
        return state.state() == JobStatus.CANCELLED;
    }
}
