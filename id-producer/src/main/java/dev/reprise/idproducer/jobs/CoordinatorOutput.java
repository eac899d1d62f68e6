package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Slice;
import java.util.List;

/** What the coordinator causes. Everything of one call, and the input that caused it, must become visible together. */
public interface CoordinatorOutput {

    /** Keeps the state of a job, in place of what was kept before. */
    void save(StoredJob job);

    /** Tells everybody the state of a job. */
    void publish(Job job);

    /** Adds to the story of a job. */
    void tell(AuditEntry entry);

    /** Hands a slice to the emitters. */
    void plan(Slice slice);

    /** Refuses a request, for every reason given. */
    void reject(PostedRequest posted, List<String> reasons);

    /** Drops the stored totals of a job whose ledger is closed. */
    void forgetTotals(String job);
}
