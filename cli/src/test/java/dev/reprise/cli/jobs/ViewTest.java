package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.common.job.JobStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {

    private Instant now = START;

    @Test
    void should_print_a_line_every_ten_seconds_and_when_the_state_changes() {
        var reprise = new CommandLineFixture();
        var view = new LineView(reprise.invocation().console(), () -> now);

        for (int second = 0; second <= 20; second++) {
            now = START.plusSeconds(second);
            JobStatus state = second < 15 ? JobStatus.RUNNING : JobStatus.PAUSED;
            view.show(reading(state, second));
        }
        view.show(reading(JobStatus.CANCELLED, 21));

        assertThat(reprise.out())
                .as("the end is told by whoever waited for it")
                .containsExactly(
                        "movie-v2: RUNNING, 0 events", "movie-v2: RUNNING, 10 events", "movie-v2: PAUSED, 15 events");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 36, 'j [>                       ] words  '",
        "0.5, 34, 'j [============>           ] words'",
        "0.999, 34, 'j [=======================>] words'",
        "1.0, 34, 'j [========================] words'",
        "1.7, 34, 'j [========================] words'",
        "0.5, 30, 'j [============>           ...'",
        "0.5, 3, ''",
    })
    void should_draw_a_bar_within_the_width(double share, int width, String expected) {
        assertThat(BarView.render("j", share, "words", width)).isEqualTo(expected);
    }

    private static JobReading reading(JobStatus state, int seconds) {
        var track = new JobTrack();
        track.add(job(state).events(100, seconds).after(seconds).build());
        return track.read(START.plusSeconds(seconds));
    }
}
