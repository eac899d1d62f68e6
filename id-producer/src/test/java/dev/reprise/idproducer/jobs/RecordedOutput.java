package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers what a coordinator has caused. */
final class RecordedOutput implements CoordinatorOutput {

    final Map<String, StoredJob> saved = new HashMap<>();
    final List<Job> published = new ArrayList<>();
    final List<Slice> slices = new ArrayList<>();
    final List<List<String>> rejections = new ArrayList<>();
    final List<AuditEntry> story = new ArrayList<>();
    final List<String> forgotten = new ArrayList<>();

    @Override
    public void save(StoredJob job) {
        saved.put(job.id(), job);
    }

    @Override
    public void publish(Job job) {
        published.add(job);
    }

    @Override
    public void plan(Slice slice) {
        slices.add(slice);
    }

    @Override
    public void reject(PostedRequest posted, List<String> reasons) {
        rejections.add(reasons);
    }

    @Override
    public void forgetTotals(String job) {
        forgotten.add(job);
    }

    @Override
    public void tell(AuditEntry entry) {
        story.add(entry);
    }

    /** Returns who asked for what, and what came of it, a line each. */
    List<String> story() {
        return story.stream()
                .map(entry -> entry.what() + " by " + entry.by() + " for " + entry.why() + ": " + entry.effect())
                .toList();
    }

    Job last() {
        return published.get(published.size() - 1);
    }

    List<JobStatus> states() {
        List<JobStatus> states = new ArrayList<>();
        for (Job job : published) {
            if (states.isEmpty() || states.get(states.size() - 1) != job.state()) {
                states.add(job.state());
            }
        }
        return states;
    }
}
