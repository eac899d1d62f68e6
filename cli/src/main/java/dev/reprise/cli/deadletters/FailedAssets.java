package dev.reprise.cli.deadletters;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Selector;
import dev.reprise.topics.DeadLetter;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What failed in a job, by cause, and what of it has been resolved since.
 *
 * <p>An asset is resolved when a later job that redrives the dead letters of this one, all or those of its cause, is
 * complete, has left nothing below the target, and has no dead letter of its own for the asset, or one that is resolved
 * in turn. So the answer follows from {@code reprocess-jobs} and {@code reprocess-dead-letters} alone.
 *
 * <p>Threading: one thread. Memory is the ids of the assets that failed in the job and in what redrives it.
 */
final class FailedAssets {

    private final Map<String, Job> jobs;
    private final Map<String, Map<Asset, DeadLetter>> lettersByJob = new HashMap<>();

    /** An asset as its events name it: one id may be in use in several types and buckets. */
    private record Asset(String type, String bucket, UUID id) {
        static Asset of(DeadLetter letter) {
            AssetEvent event = letter.event();
            return new Asset(event.assetType(), event.bucket(), event.assetId());
        }
    }

    private FailedAssets(Map<String, Job> jobs) {
        this.jobs = jobs;
    }

    /**
     * Reads what failed in a job and in all that redrive it.
     *
     * @throws FailedException if there is no such job
     */
    static FailedAssets read(Deployment deployment, String job) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        try (JobFeed feed = deployment.jobs(null)) {
            feed.catchUp().jobs().forEach(one -> jobs.put(one.job(), one));
        }
        Job asked = jobs.get(job);
        if (asked == null) {
            throw new FailedException("there is no job '" + job + "'");
        }
        var failed = new FailedAssets(jobs);
        Set<String> family = failed.redrivesOf(Set.of(job));
        deployment.deadLetters(asked.startedAt(), letter -> {
            if (family.contains(letter.event().job())) {
                failed.lettersByJob
                        .computeIfAbsent(letter.event().job(), unseen -> new LinkedHashMap<>())
                        .put(Asset.of(letter), letter);
            }
        });
        return failed;
    }

    /** Returns the job as it was last published. */
    Job job(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new IllegalArgumentException("no job " + id);
        }
        return job;
    }

    /** Returns the causes of a job, the ones with most unresolved assets first. */
    List<CauseGroup> causes(String job) {
        return letters(job).stream()
                .collect(Collectors.groupingBy(DeadLetter::fingerprint, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(letters -> CauseGroup.of(
                        letters, letters.stream().filter(this::isResolved).count()))
                .sorted(CauseGroup.MOST_OPEN_FIRST)
                .toList();
    }

    private boolean isResolved(DeadLetter letter) {
        return jobs.values().stream()
                .filter(redrive -> redrives(redrive, letter.event().job()))
                .filter(redrive -> covers(redrive, letter))
                .anyMatch(redrive -> {
                    DeadLetter again =
                            lettersByJob.getOrDefault(redrive.job(), Map.of()).get(Asset.of(letter));
                    return again == null || isResolved(again);
                });
    }

    private static boolean redrives(Job redrive, String job) {
        return redrive.request().selector() instanceof Selector.DeadLettersOf of
                && of.deadLettersOf().equals(job)
                // A job cannot redrive itself; one that says so must not be followed for ever.
                && !redrive.job().equals(job);
    }

    private static boolean covers(Job redrive, DeadLetter letter) {
        var of = (Selector.DeadLettersOf) redrive.request().selector();
        boolean complete =
                redrive.state() == JobStatus.COMPLETED || redrive.state() == JobStatus.COMPLETED_WITH_FAILURES;
        boolean nothingLeft = redrive.unmigrated() == null || redrive.unmigrated() == 0;
        return complete
                && nothingLeft
                && redrive.request().mode().writes()
                && of.sample() == null
                && (of.cause() == null || of.cause().equals(letter.fingerprint()))
                && redrive.startedAt().isAfter(letter.at());
    }

    /** Returns the given jobs and all that redrive them, directly or not. */
    private Set<String> redrivesOf(Set<String> first) {
        Set<String> family = new HashSet<>(first);
        boolean grown = true;
        // Each turn adds a job or is the last.
        while (grown) {
            grown = false;
            for (Job one : jobs.values()) {
                boolean redrivesOne = family.stream().anyMatch(member -> redrives(one, member));
                grown |= redrivesOne && family.add(one.job());
            }
        }
        return family;
    }

    private Collection<DeadLetter> letters(String job) {
        return lettersByJob.getOrDefault(job, Map.of()).values();
    }
}
