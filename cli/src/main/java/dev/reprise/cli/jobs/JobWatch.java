package dev.reprise.cli.jobs;

import dev.reprise.topics.JobFeed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Follows one job and shows it.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class JobWatch implements AutoCloseable {

    private final JobFeed feed;
    private final String job;
    private final ProgressView view;
    private final InstantSource clock;
    private final JobBoard board = new JobBoard();

    /**
     * Reads what is known of a job.
     *
     * @param feed states of that job; closed with the watch
     * @param view closed with the watch
     */
    public JobWatch(JobFeed feed, String job, ProgressView view, InstantSource clock) {
        this.feed = feed;
        this.job = job;
        this.view = view;
        this.clock = clock;
        board.add(feed.catchUp());
    }

    /**
     * Shows where the job stands now, and waits for news.
     *
     * @return what was shown; empty while nothing is known of the job
     */
    public Optional<JobReading> step(Duration atMost) {
        Optional<JobReading> reading = board.read(job, clock.instant());
        reading.ifPresent(view::show);
        if (reading.map(known -> !known.job().state().isFinal()).orElse(true)) {
            board.add(feed.poll(atMost));
        }
        return reading;
    }

    /** Prints a line beside what is shown. */
    public void note(String line) {
        view.note(line);
    }

    @Override
    public void close() {
        view.close();
        feed.close();
    }
}
