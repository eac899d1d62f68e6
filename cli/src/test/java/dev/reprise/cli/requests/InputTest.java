package dev.reprise.cli.requests;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.JobStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user types and names as files, in whatever form an editor or a locale leaves it. */
class InputTest {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String ID = "5a2b3c4d-e5f6-11ee-8080-808080808080";
    private static final String REQUEST =
            """
            {"type":"submit","job":"movie-v2","selector":{"assetType":"größer"},\
            "processor":{"name":"migrate","toVersion":2}}""";

    private final FakeDeployment deployment =
            new FakeDeployment(START).willPublish(job(JobStatus.PLANNING).build());
    private final Path folder;
    private final CommandLineFixture reprise;

    InputTest(@TempDir Path folder) {
        this.folder = folder;
        this.reprise = new CommandLineFixture().clock(deployment).connector(address -> deployment);
    }

    private int submit(String... more) {
        List<String> all =
                new ArrayList<>(List.of("submit", "--job", "movie-v2", "--asset-type", "movie", "--to-version", "2"));
        all.addAll(Arrays.asList(more));
        return reprise.run(all.toArray(String[]::new));
    }

    private String file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content).toString();
    }

    private String file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_name_an_asset_once_when_its_file_repeats_it_with_all_that_editors_add() throws IOException {
        String ids =
                BYTE_ORDER_MARK + (ID + "\r\n\r\n  " + ID.toUpperCase(java.util.Locale.ROOT) + " \n").repeat(6_000);

        submit("--ids", ID + "," + ID, "--ids-file", file("ids.txt", ids));

        assertThat(reprise.err()).noneMatch(line -> line.contains("--help"));
        assertThat(deployment.posted())
                .singleElement()
                .asString()
                .contains("\"ids\":[\"" + ID + "\"]")
                .doesNotContain(BYTE_ORDER_MARK);
    }

    @Test
    void should_still_refuse_when_a_file_names_more_assets_than_a_request_may() throws IOException {
        var ids = new StringBuilder();
        for (int i = 0; i < 10_001; i++) {
            ids.append(String.format("%08x", i)).append(ID.substring(8)).append('\n');
        }

        assertThat(submit("--ids-file", file("ids.txt", ids.toString()))).isEqualTo(2);

        assertThat(reprise.err()).singleElement().asString().contains("10000");
    }

    @Test
    void should_post_without_the_mark_when_a_request_or_query_begins_with_one() throws IOException {
        reprise.run("submit", "-f", file("request.json", BYTE_ORDER_MARK + REQUEST));
        submit("--query-file", file("query.json", BYTE_ORDER_MARK + "{\"term\":{\"genre\":\"größer\"}}"));

        assertThat(deployment.posted()).hasSize(2);
        assertThat(deployment.posted().get(0)).isEqualTo("movie-v2 " + REQUEST);
        assertThat(deployment.posted().get(1)).contains("{\"term\":{\"genre\":\"größer\"}}");
    }

    @ParameterizedTest
    @CsvSource({"--ids-file", "--query-file", "-f"})
    void should_name_file_and_place_when_a_file_is_in_another_charset(String option) throws IOException {
        String file = file("latin1.txt", "{\n\"größer\"".getBytes(StandardCharsets.ISO_8859_1));

        int code = option.equals("-f") ? reprise.run("submit", "-f", file) : submit(option, file);

        assertThat(code).isEqualTo(2);
        assertThat(reprise.err()).singleElement().asString().contains(file + " is not UTF-8: byte 6, in line 2");
        assertThat(deployment.posted()).isEmpty();
    }

    @Test
    void should_name_file_and_place_when_a_file_ends_within_a_letter() throws IOException {
        String file = file("cut.txt", new byte[] {'a', (byte) 0xC3});

        assertThat(submit("--ids-file", file)).isEqualTo(2);

        assertThat(reprise.err()).singleElement().asString().contains(file + " is not UTF-8: byte 2, in line 1");
    }

    @Test
    void should_say_that_there_is_no_such_file_when_there_is_none() {
        assertThat(submit("--ids-file", folder.resolve("none").toString())).isEqualTo(2);

        assertThat(reprise.err()).singleElement().asString().contains(": there is no " + folder.resolve("none"));
    }

    /** As a JVM hands over {@code größer} in the locale C. */
    @Test
    void should_refuse_when_an_argument_could_not_be_decoded() {
        assertThat(submit("--query", "{\"term\":{\"title\":\"gr\uFFFD\uFFFD\uFFFD\uFFFDer\"}}"))
                .isEqualTo(2);

        assertThat(reprise.err())
                .singleElement()
                .asString()
                .contains("reprise submit: an argument holds characters that the locale cannot read", "LC_ALL=C.UTF-8");
        assertThat(deployment.posted()).isEmpty();
    }

    @Test
    void should_refuse_when_a_variable_could_not_be_decoded() {
        reprise.variable("USER", "j\uFFFD\uFFFDrgen");

        assertThat(submit()).isEqualTo(2);

        assertThat(reprise.err()).singleElement().asString().contains("the variable USER holds characters");
        assertThat(deployment.posted()).isEmpty();
    }
}
