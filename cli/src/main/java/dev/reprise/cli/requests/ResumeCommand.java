package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Request;
import picocli.CommandLine.Command;

/** {@code reprise resume}: lets a paused job go on. */
@Command(name = "resume", description = "Let a paused job go on.")
public final class ResumeCommand extends JobCommand {

    /** Creates the command. */
    public ResumeCommand(Invocation invocation, Connector connector) {
        super(invocation, connector);
    }

    @Override
    Request request(Ask ask) {
        return new Request.Resume(ask.job(), ask.requestedBy(), ask.reason());
    }

    @Override
    boolean hasEffect(Job state) {
        return !state.state().isFinal() && state.state() != JobStatus.PAUSED;
    }
}
