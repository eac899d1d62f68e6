package dev.reprise.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProgramsTest {
    private final Path folder;

    ServerProgramsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_read_the_class_path_that_the_build_left() throws IOException {
        Path jar = Files.createFile(folder.resolve("a.jar"));
        Files.writeString(folder.resolve("kafka.classpath"), jar + ":" + folder + "\n");

        assertThat(new ServerPrograms(folder).classPath(ServerKind.KAFKA)).isEqualTo(jar + ":" + folder);
    }

    @Test
    void should_name_the_library_when_it_cannot_be_read() throws IOException {
        Files.writeString(folder.resolve("kafka.classpath"), folder + ":/none/a.jar\n");

        assertThatThrownBy(() -> new ServerPrograms(folder).classPath(ServerKind.KAFKA))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("cannot read /none/a.jar");
    }

    @Test
    void should_say_how_to_build_what_is_not_there() {
        ServerPrograms programs = new ServerPrograms(folder);

        assertThatThrownBy(() -> programs.classPath(ServerKind.CASSANDRA))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("mvn package");
        assertThatThrownBy(programs::elasticsearchHome)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("mvn package");
    }
}
