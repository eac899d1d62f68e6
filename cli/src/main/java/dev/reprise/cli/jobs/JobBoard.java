package dev.reprise.cli.jobs;

import dev.reprise.topics.JobFeed;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All jobs that were ever heard of.
 *
 * <p>Threading: one thread. Memory is the last seconds of each job.
 */
final class JobBoard {

    private static final Comparator<JobReading> OPEN_FIRST_THEN_YOUNGEST = Comparator.comparing(
                    (JobReading reading) -> reading.job().state().isFinal())
            .thenComparing(reading -> reading.job().startedAt(), Comparator.reverseOrder())
            .thenComparing(reading -> reading.job().job());

    private final Map<String, JobTrack> tracks = new HashMap<>();

    /** Takes in what has changed. */
    void add(JobFeed.Changes changes) {
        changes.jobs().forEach(job -> track(job.job()).add(job));
        changes.slices().forEach(slice -> track(slice.job()).add(slice));
    }

    /** Returns where a job stands, or empty when no state of it was seen. */
    Optional<JobReading> read(String job, Instant now) {
        return Optional.ofNullable(tracks.get(job)).filter(JobTrack::isKnown).map(track -> track.read(now));
    }

    /** Returns where every job stands: those that are not over first, the youngest first among each. */
    List<JobReading> readAll(Instant now) {
        return tracks.values().stream()
                .filter(JobTrack::isKnown)
                .map(track -> track.read(now))
                .sorted(OPEN_FIRST_THEN_YOUNGEST)
                .toList();
    }

    private JobTrack track(String job) {
        return tracks.computeIfAbsent(job, unseen -> new JobTrack());
    }
}
