package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code deploy/bin/migrations} makes a Kustomize component of a folder. */
class MigrationsScriptTest {

    private static final Path SCRIPT = Manifests.DEPLOY.resolve("bin/migrations");

    @TempDir
    private Path folder;

    private Path component;

    @BeforeEach
    void writeMigration() throws IOException {
        component = folder.resolve("component");
        write("content/migrations/movie/V2__titles.jslt", ".");
    }

    @Test
    void should_list_each_file_with_its_path() throws Exception {
        // given
        write("content/schemas/movie/v2.json", "{}");
        write("content/migrations/movie/.hidden", "");

        // when
        String output = run();

        // then
        Manifest made = Manifests.read(component.resolve("kustomization.yaml"))
                .objects()
                .get(0);
        assertThat(output).isEqualTo("exit 0");
        assertThat(made.each("/configMapGenerator/0/files").stream().map(file -> file.asText()))
                .containsExactly("files/migrations.movie.V2__titles.jslt", "files/schemas.movie.v2.json");
        assertThat(made.at("/patches/0/patch").asText())
                .contains("path: migrations/movie/V2__titles.jslt", "path: schemas/movie/v2.json")
                .contains("REPRISE_MIGRATIONS_PATH", "REPRISE_SCHEMAS_PATH");
        assertThat(component.resolve("files/schemas.movie.v2.json")).hasContent("{}");
    }

    @Test
    void should_make_another_map_when_one_is_full() throws Exception {
        // given
        write("content/migrations/movie/V3__large.jslt", "x".repeat(700_000));
        write("content/migrations/movie/V4__large.jslt", "x".repeat(700_000));

        // when
        run();

        // then
        Manifest made = Manifests.read(component.resolve("kustomization.yaml"))
                .objects()
                .get(0);
        assertThat(made.each("/configMapGenerator").stream()
                        .map(map -> map.path("files").size()))
                .containsExactly(2, 1);
    }

    @Test
    void should_refuse_when_a_file_is_too_large() throws Exception {
        // given
        write("content/migrations/movie/V3__large.jslt", "x".repeat(1_000_001));

        // when / then
        assertThat(run())
                .contains("V3__large.jslt has", "a ConfigMap holds 1000000")
                .endsWith("exit 2");
    }

    @Test
    void should_refuse_when_two_files_have_one_key() throws Exception {
        // given
        write("content/migrations/a.b/V2__x.jslt", ".");
        write("content/migrations/a/b.V2__x.jslt", ".");

        // when / then
        assertThat(run()).contains("another file has the key").endsWith("exit 2");
    }

    @Test
    void should_keep_its_hands_off_when_the_folder_is_not_its_own() throws Exception {
        // given
        write("component/mine.yaml", "");

        // when / then
        assertThat(run()).contains("was not made by this script").endsWith("exit 2");
        assertThat(component.resolve("mine.yaml")).exists();
    }

    private String run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        "bash", SCRIPT.toString(), folder.resolve("content").toString(), component.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output + "exit " + process.exitValue();
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
