package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobLineTest {

    /** Ten slices, of which so many are done with 1,000 events each; seconds are since the start of the job. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // No time left before 1 % or 60 s.
                " 2 | 1 |  1000 |    0 |    50 | - | RUNNING 0 %, 50 of about 10,000 events, 50/s | - | -",
                " 2 | 1 |  1000 |    0 |   100 | - | RUNNING 1 %, 100 of about 10,000 events, 100/s | - | 1 min 39 s",
                "60 | 1 |  1000 |    0 |    50 | - | RUNNING 0 %, 50 of about 10,000 events, 50/s | - | 3 min 19 s",
                // Nobody knows the size before a slice is done.
                " 9 | 0 |   900 |    0 |   800 | - | RUNNING, 800 events, 800/s | - | -",
                // The rate is that of the last seconds.
                "50 | 5 |  5000 | 3000 |  4500 | - | RUNNING 45 %, 4,500 of about 10,000 events, 1,500/s | - | 3 s",
                "50 | 5 |  5000 | 4500 |  4500 | - | RUNNING 45 %, 4,500 of about 10,000 events, 0/s | - | -",
                // Never 100 % while something is under way.
                "99 |10 | 10000 | 9900 | 10000 | - | RUNNING 99 %, 10,000 of about 10,000 events, 100/s | - | -",
                // What holds it back.
                "50 | 5 |  5000 | 4400 |  4900 | 500 | RUNNING 49 %, 4,900 of about 10,000 events, 500/s"
                        + " | throttled to 500/s by its rate limit | 10 s",
                "50 | 5 |  7000 | 4400 |  4900 | 900 | RUNNING 49 %, 4,900 of about 10,000 events, 500/s"
                        + " | throttled by the workers, 2,100 events behind | 10 s",
            })
    void should_tell_state_reason_and_time_left_apart(
            long seconds,
            int done,
            long emitted,
            long before,
            long now,
            Integer rate,
            String state,
            String reason,
            String left) {
        var track = new JobTrack();
        for (int slice = 0; slice < done; slice++) {
            track.add(slice(slice, 1000, true));
        }
        track.add(job(JobStatus.RUNNING)
                .rate(rate)
                .slices(10, done)
                .events(emitted, before)
                .after(seconds - 1)
                .build());
        track.add(job(JobStatus.RUNNING)
                .rate(rate)
                .slices(10, done)
                .events(emitted, now)
                .after(seconds)
                .build());

        String line = JobLine.of(track.read(START.plusSeconds(seconds)));

        assertThat(line)
                .isEqualTo("movie-v2: " + state + (reason == null ? "" : " | " + reason)
                        + (left == null ? "" : " | " + left + " left"));
    }

    @Test
    void should_count_slices_when_verifying() {
        var track = new JobTrack();
        track.add(job(JobStatus.VERIFYING)
                .round(2)
                .slices(10, 2)
                .events(1000, 1000)
                .after(30)
                .build());
        track.add(job(JobStatus.VERIFYING)
                .round(2)
                .slices(10, 4)
                .events(1010, 1000)
                .after(34)
                .build());

        assertThat(JobLine.of(track.read(START.plusSeconds(34))))
                .isEqualTo("movie-v2: VERIFYING 40 %, 4 of 10 slices, 0/s | round 2 looks for what is still below the"
                        + " target | 12 s left");
    }

    @Test
    void should_foretell_nothing_of_another_round() {
        var track = new JobTrack();
        track.add(
                job(JobStatus.RUNNING).slices(10, 9).events(1000, 900).after(30).build());
        track.add(job(JobStatus.VERIFYING)
                .round(2)
                .slices(10, 4)
                .events(1000, 1000)
                .after(32)
                .build());

        assertThat(track.read(START.plusSeconds(32)).timeLeft()).isEmpty();
    }

    @Test
    void should_say_who_paused_and_foretell_nothing_when_paused() {
        Job paused = job(JobStatus.PAUSED)
                .slices(10, 10)
                .events(1000, 400)
                .message("paused by ana: dinner")
                .after(30)
                .build();
        var track = new JobTrack();
        track.add(job(JobStatus.RUNNING)
                .slices(10, 10)
                .events(1000, 300)
                .after(28)
                .build());
        track.add(paused);

        assertThat(JobLine.of(track.read(START.plusSeconds(300))))
                .isEqualTo("movie-v2: PAUSED 40 %, 400 of about 1,000 events | paused by ana: dinner");
    }

    @Test
    void should_say_so_when_nothing_is_heard_of_a_running_job() {
        var track = new JobTrack();
        track.add(job(JobStatus.RUNNING)
                .slices(10, 10)
                .events(1000, 300)
                .after(28)
                .build());
        track.add(job(JobStatus.RUNNING)
                .slices(10, 10)
                .events(1000, 400)
                .after(30)
                .build());

        assertThat(JobLine.of(track.read(START.plusSeconds(50))))
                .isEqualTo("movie-v2: RUNNING 40 %, 400 of about 1,000 events, 0/s | nothing was heard of it for 20 s");
    }

    @Test
    void should_show_no_numbers_before_there_are_any() {
        var track = new JobTrack();
        track.add(job(JobStatus.PLANNING)
                .slices(0, 0)
                .message("waiting for Cassandra")
                .build());

        assertThat(JobLine.of(track.read(START))).isEqualTo("movie-v2: PLANNING | waiting for Cassandra");
    }

    @Test
    void should_tell_the_ledger_when_ended() {
        Job ended = job(JobStatus.COMPLETED_WITH_FAILURES)
                .counts(new Counts(10_000, 9_900, 50, 30, 15, 5))
                .after(75)
                .build();
        var track = new JobTrack();
        track.add(ended);

        assertThat(JobLine.ofEnd(track.read(START.plusSeconds(3600))))
                .isEqualTo("movie-v2: COMPLETED_WITH_FAILURES after 1 min 15 s, 10,000 events = 9,900 migrated + 50"
                        + " unchanged + 30 overtaken + 15 gone + 5 failed");
    }

    @ParameterizedTest
    @CsvSource({"migrate, migrated", "trigger, sent", "require-field, changed"})
    void should_use_the_word_of_the_processor_when_ended(String processor, String word) {
        var track = new JobTrack();
        track.add(job(JobStatus.COMPLETED)
                .processor(processor)
                .counts(new Counts(5, 5, 0, 0, 0, 0))
                .build());

        assertThat(JobLine.ofEnd(track.read(START))).contains(" 5 events = 5 " + word + " + 0 unchanged ");
    }

    @Test
    void should_say_what_is_left_and_how_to_list_it_when_a_job_ends_below_its_target() {
        var track = new JobTrack();
        track.add(job(JobStatus.COMPLETED)
                .counts(new Counts(10, 10, 0, 0, 0, 0))
                .unmigrated(1234)
                .after(1)
                .build());

        assertThat(JobLine.ofEnd(track.read(START.plusSeconds(3600))))
                .endsWith("0 failed, 1,234 left below the target: reprise jobs unmigrated movie-v2");
    }

    @Test
    void should_not_speak_of_what_is_left_while_the_job_goes_on() {
        assertThat(JobLine.left(job(JobStatus.VERIFYING).unmigrated(5).build())).isZero();
        assertThat(JobLine.left(job(JobStatus.COMPLETED).build())).isZero();
    }

    static Progress slice(int number, long emitted, boolean done) {
        return new Progress(
                "movie-v2", "slice/1/movie/" + number, 1, Counts.emitted(emitted), 0, 0, 0, done, null, null, null);
    }
}
