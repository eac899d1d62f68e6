package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestDigest;
import dev.reprise.idproducer.plan.OtherJobs;
import dev.reprise.processor.Circumstances;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The jobs beside a submission, as far as they say something about it.
 *
 * <p>Threading: the coordinator's thread.
 *
 * @param submit the submission that is judged
 * @param known finds a job, or {@code null}
 */
record JobsBeside(Request.Submit submit, Function<String, @Nullable StoredJob> known) implements OtherJobs {

    @Override
    public boolean areKnown() {
        return true;
    }

    @Override
    public Optional<Circumstances.OtherJob> find(String id) {
        StoredJob job = known.apply(id);
        return job == null ? Optional.empty() : Optional.of(described(job));
    }

    private Circumstances.OtherJob described(StoredJob job) {
        JobSubject subject = job.subject();
        // What is led still has no final counts, and nobody may rely on them.
        Counts counts = job instanceof ClosedJob closed ? closed.counts() : Counts.ZERO;
        return subject == null
                ? new Circumstances.OtherJob(job.id(), job.state(), false, "", false, counts)
                : new Circumstances.OtherJob(
                        job.id(),
                        job.state(),
                        subject.isPreview(),
                        subject.processor(),
                        subject.selection().equals(RequestDigest.of(submit.selector())),
                        counts);
    }
}
