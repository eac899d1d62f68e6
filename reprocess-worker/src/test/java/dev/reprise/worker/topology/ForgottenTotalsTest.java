package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import org.junit.jupiter.api.Test;

/** Totals are kept for as long as somebody waits for them. */
class ForgottenTotalsTest extends TaskFixture {

    @Test
    void should_keep_totals_until_the_ledger_of_their_job_is_closed() {
        job("one", JobStatus.RUNNING);
        job("two", JobStatus.RUNNING);
        events("one", 0, 3);
        events("two", 3, 5);
        tick();
        job("one", JobStatus.COMPLETED);
        event("two", 5);
        assertThat(totals()).as("only over").containsExactlyInAnyOrder("one", "two");

        ledgerClosed("one");
        event("two", 6);

        assertThat(totals()).containsExactly("two");
        assertThat(progress("two").counts().processed()).isEqualTo(4);
    }
}
