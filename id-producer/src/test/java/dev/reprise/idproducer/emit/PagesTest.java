package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagesTest extends EmitterFixture {

    private final Pages pages = new Pages(sources, 2_048);

    private JobBrief heldTo(@Nullable Integer perSecond) {
        job("docs", JobStatus.RUNNING, null, 1);
        return JobBrief.of(Objects.requireNonNull(jobs.get("docs")).heldTo(perSecond));
    }

    @Test
    void should_be_smaller_when_many_jobs_are_read() {
        assertThat(pages.sizeFor(heldTo(null), 1)).isEqualTo(2_048);
        assertThat(pages.sizeFor(heldTo(null), 8)).isEqualTo(2_048);
        assertThat(pages.sizeFor(heldTo(null), 32)).isEqualTo(512);
        assertThat(pages.sizeFor(heldTo(null), 100_000)).isEqualTo(1);
    }

    @Test
    void should_be_small_for_a_job_that_gives_way_to_production() {
        assertThat(pages.sizeFor(heldTo(20), 1)).isEqualTo(256);
        assertThat(new Pages(sources, 64).sizeFor(heldTo(20), 1)).isEqualTo(64);
    }
}
