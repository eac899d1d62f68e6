package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.idproducer.read.UnreadableException;
import org.junit.jupiter.api.Test;

/** What becomes of a job whose selection cannot be read while a round is planned. */
class UnplannedRoundsTest extends CoordinatorFixture {

    private void begin() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
    }

    @Test
    void should_plan_again_when_the_plan_throws_rather_than_fails() {
        index.thrown = new IllegalStateException("the session is closed");
        begin();
        assertThat(output.last().state()).isEqualTo(JobStatus.PLANNING);
        assertThat(message()).contains("waiting for the selection").contains("the session is closed");

        index.thrown = null;
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(message()).isNull();
    }

    @Test
    void should_pause_and_go_on_when_resumed_when_a_person_must_fix_something() {
        index.away = new UnreadableException("UnauthorizedException: no SELECT permission");
        begin();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message())
                .isEqualTo("paused: the selection cannot be read: UnauthorizedException: no SELECT permission");
        assertThat(output.story()).anyMatch(entry -> entry.contains("PLANNING to PAUSED"));

        index.away = null;
        restart();
        post(new Request.Resume("job-1", null, null));
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(output.slices).hasSize(2);
    }

    @Test
    void should_end_when_the_query_is_refused() {
        index.away = new RefusedSelectionException("Elasticsearch answers no such index");
        begin();

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
        assertThat(message()).isEqualTo("the selection is refused: Elasticsearch answers no such index");
    }
}
