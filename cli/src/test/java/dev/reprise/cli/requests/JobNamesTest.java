package dev.reprise.cli.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.RequestParser;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobNamesTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-05-06T23:59:01Z"));

    @ParameterizedTest
    @CsvSource({
        "movie-v2, movie-v2-20240506-235901-00z",
        "Movie/Über v2, movie-ber-v2-20240506-235901-00z",
        "'', job-20240506-235901-00z",
        "a23456789012345678901234567890123456789012345678901234567890,"
                + " a234567890123456789012345678901234567890123-20240506-235901-00z",
    })
    void should_be_a_job_id_that_tells_what_it_is_about(String about, String expected) {
        String name = new JobNames(CLOCK, bound -> 35).next(about);

        assertThat(name).isEqualTo(expected).matches(RequestParser.JOB_ID);
    }
}
