package dev.reprise.service.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.processor.InvalidProcessorException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorJarsTest {

    private static final ClassLoader SERVICE = Objects.requireNonNull(ProcessorJarsTest.class.getClassLoader());

    private static void jar(Path file, String entry) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.closeEntry();
        }
    }

    @Test
    void should_see_every_jar_of_the_folder_and_the_service(@TempDir Path folder) throws Exception {
        jar(folder.resolve("a.jar"), "of-a");
        jar(folder.resolve("b.jar"), "of-b");
        jar(folder.resolve("c.zip"), "of-c");

        ClassLoader loader = ProcessorJars.loader("key", folder.toString(), SERVICE);

        assertThat(loader.getResource("of-a")).isNotNull();
        assertThat(loader.getResource("of-b")).isNotNull();
        assertThat(loader.getResource("of-c")).as("not a jar").isNull();
        assertThat(loader.loadClass(ProcessorJars.class.getName())).isSameAs(ProcessorJars.class);
    }

    @Test
    void should_name_the_key_when_there_is_no_such_folder(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();

        assertThatThrownBy(() -> ProcessorJars.loader("reprise.processors.path", missing, SERVICE))
                .isInstanceOfSatisfying(InvalidProcessorException.class, wrong -> assertThat(wrong.problems())
                        .containsExactly(
                                "reprise.processors.path: '" + missing + "' is not a folder that can be read"));
    }
}
