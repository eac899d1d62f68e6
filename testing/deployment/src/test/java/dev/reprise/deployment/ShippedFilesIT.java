package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the images have of a service is no more than it needs. */
class ShippedFilesIT {

    /** 76 MB, 55 MB and 98 MB when this was written; RocksDB alone would be 71 MB more, and so would all of Hadoop. */
    @ParameterizedTest
    @CsvSource({"id-producer, 100000000", "reprocess-worker, 100000000", "iceberg-writer, 115000000"})
    void should_ship_neither_rocksdb_nor_tests(String service, long bytesMax) throws IOException {
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
                // What Iceberg would bring, and nothing uses; the last one has a licence that must not ship.
                .noneMatch(name -> name.contains("hadoop-hdfs") || name.contains("hadoop-mapreduce"))
                .noneMatch(name -> name.contains("orc-core") || name.contains("duckdb"))
                .noneMatch(name -> name.startsWith("javax.annotation."))
                .noneMatch(name -> name.contains("junit") || name.contains("test"));
        assertThat(bytes).isLessThan(bytesMax);
    }
}
