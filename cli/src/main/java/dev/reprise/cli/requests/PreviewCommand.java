package dev.reprise.cli.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.jobs.JobLine;
import dev.reprise.cli.jobs.JobReading;
import dev.reprise.cli.jobs.JobWatch;
import dev.reprise.cli.jobs.ProgressView;
import dev.reprise.cli.jobs.WatchCommand;
import dev.reprise.cli.previews.PreviewDocument;
import dev.reprise.cli.previews.PreviewPage;
import dev.reprise.cli.previews.PreviewReport;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.RecordFeed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprise preview}: shows what a job would do, and writes nothing. */
@Command(
        name = "preview",
        description = "Show what a job would do to some assets; nothing is written.",
        footer = {
            "",
            "Example: reprise preview --asset-type movie --to-version 2",
            "Exit codes: 0 nothing would fail, 3 some assets would fail, 4 the preview failed or was cancelled, 1 refused or"
                    + " not answered, 2 wrong usage.",
        })
public final class PreviewCommand implements Callable<Integer> {

    private static final int SAMPLE_DEFAULT = 20;

    private static final Duration NEWS_WITHIN = Duration.ofMillis(500);

    /** All previews are stored before the job is over; an open transaction of somebody else may still hide some. */
    private static final Duration PREVIEWS_WITHIN = Duration.ofSeconds(15);

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RequestInput input = new RequestInput();

    @Option(names = "--all", description = "Look at the whole selection; by default at a sample of 20.")
    private boolean all;

    @Option(names = "--show", paramLabel = "N", description = "Changes to show, by default ${DEFAULT-VALUE}.")
    private int show = SAMPLE_DEFAULT;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;
    private final JobNames names;

    /** Creates the command. */
    public PreviewCommand(Invocation invocation, Connector connector, JobNames names) {
        this.invocation = invocation;
        this.connector = connector;
        this.names = names;
    }

    @Override
    public Integer call() {
        try {
            return preview(input.document(invocation, names, this::asPreview));
        } catch (RefusedRequestException refused) {
            return new Answer(invocation.console(), json).refused(refused.reasons());
        }
    }

    private void asPreview(ObjectNode request) {
        request.put("mode", "preview");
        if (!all && request.get("selector") instanceof ObjectNode selector && !selector.has("sample")) {
            selector.put("sample", SAMPLE_DEFAULT);
        }
    }

    private int preview(RequestDocument document) {
        Request.Submit request = document.request();
        Console console = invocation.console();
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            Verdict verdict = new RequestClient(deployment, invocation.clock())
                    .post(request.job(), document.bytes(), job -> Submission.isSame(job.request(), request));
            if (verdict instanceof Verdict.Refused || verdict instanceof Verdict.Unanswered) {
                return new Answer(console, json).tell(request.job(), verdict);
            }
            JobReading end = follow(deployment, request.job());
            PreviewReport report = report(deployment, end.job());
            if (json) {
                console.result(PreviewDocument.of(end.job(), report));
            } else {
                boolean coloured = console.terminal() && invocation.variable("NO_COLOR") == null;
                new PreviewPage(console, coloured).print(report);
                console.result(JobLine.ofEnd(end));
            }
            return WatchCommand.exitCode(end.job().state());
        }
    }

    private JobReading follow(Deployment deployment, String job) {
        var clock = invocation.clock();
        ProgressView view = json ? new Silent() : ProgressView.on(invocation.console(), clock);
        try (var watch = new JobWatch(deployment.jobs(job), job, view, clock)) {
            while (true) {
                Optional<JobReading> reading = watch.step(NEWS_WITHIN);
                if (reading.isPresent() && reading.get().job().state().isFinal()) {
                    return reading.get();
                }
            }
        }
    }

    private PreviewReport report(Deployment deployment, Job job) {
        long expected = job.counts().emitted();
        var report = new PreviewReport(show);
        try (RecordFeed<Preview> feed = deployment.previews(job.job(), job.startedAt())) {
            Instant heard = invocation.clock().instant();
            while (report.size() < expected && invocation.clock().instant().isBefore(heard.plus(PREVIEWS_WITHIN))) {
                List<Preview> more = feed.poll(NEWS_WITHIN);
                if (!more.isEmpty()) {
                    more.forEach(report::add);
                    heard = invocation.clock().instant();
                }
            }
        }
        if (report.size() < expected) {
            invocation.console().remark(report.size() + " of " + expected + " previews could be read");
        }
        return report;
    }

    /** Nothing but the document may be printed where a program reads it. */
    private static final class Silent implements ProgressView {
        @Override
        public void show(JobReading reading) {
            // A program waits for the end.
        }

        @Override
        public void note(String line) {
            // As above.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
