package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images have of a service is no more than it needs. */
class ShippedFilesIT {

    /** 76 MB and 55 MB when this was written; RocksDB alone would be 71 MB more. */
    private static final long BYTES_MAX = 100_000_000;

    @ParameterizedTest
    @ValueSource(strings = {"id-producer", "reprocess-worker"})
    void should_ship_neither_rocksdb_nor_tests(String service) throws IOException {
        // given
        Path shipped = Manifests.ROOT.resolve(service).resolve("target/quarkus-app");

        // when
        List<Path> files;
        try (Stream<Path> found = Files.walk(shipped)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }

        // then
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .contains("quarkus-run.jar")
                .anyMatch(name -> name.contains("kafka-streams"))
                .noneMatch(name -> name.contains("rocksdb"))
                .noneMatch(name -> name.contains("junit") || name.contains("test"));
        assertThat(bytes).isLessThan(BYTES_MAX);
    }
}
