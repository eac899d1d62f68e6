package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.event.AssetEvent;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobsUnmigratedCommandTest {

    private static final UUID ONE = UUID.fromString("5c2a0000-0000-11ee-8080-808080808080");
    private static final UUID OTHER = UUID.fromString("5c2a0000-0000-11ee-8080-808080808081");

    private final FakeDeployment deployment = new FakeDeployment(START)
            .leaves(
                    new AssetEvent("mine", "movie", "2024-03", ONE),
                    new AssetEvent("other", "movie", "2024-03", OTHER),
                    new AssetEvent("mine", "series", "2024-04", OTHER));
    private final CommandLineFixture reprise;

    JobsUnmigratedCommandTest() {
        this.reprise = new CommandLineFixture().connector(address -> deployment);
    }

    @Test
    void should_list_what_the_job_has_left_and_nothing_of_others() {
        assertThat(reprise.run("jobs", "unmigrated", "mine")).isZero();

        assertThat(reprise.out()).containsExactly("movie 2024-03 " + ONE, "series 2024-04 " + OTHER);
    }

    @Test
    void should_print_one_object_a_line_when_asked_for_json() {
        assertThat(reprise.run("jobs", "unmigrated", "other", "--json")).isZero();

        assertThat(reprise.out())
                .containsExactly("{\"job\":\"other\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\""
                        + OTHER + "\"}");
    }

    @Test
    void should_print_nothing_when_the_job_has_left_nothing() {
        assertThat(reprise.run("jobs", "unmigrated", "nobody")).isZero();

        assertThat(reprise.out()).isEmpty();
    }
}
